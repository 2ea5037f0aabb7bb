package io.ipvsoperator.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which way the agent's packages point: kernel.linux -> kernel <- netlink, vrrp, ipvs, address, … <- agent. */
@AnalyzeClasses(packages = "io.ipvsoperator.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class AgentArchitectureTest {
    private static final String ROOT = "io.ipvsoperator.agent";
    /** Puts the kernel's half of the agent together; the rest is put together in {@link #ROOT} itself. */
    private static final String KERNEL_COMPOSITION = ROOT + ".host.HostKernels";

    /** What works on the kernel through the ports and knows nothing of a cluster. */
    private static final String[] WORKERS = {
        ROOT + ".netlink..",
        ROOT + ".vrrp..",
        ROOT + ".ipvs..",
        ROOT + ".address..",
        ROOT + ".announce..",
        ROOT + ".filter..",
        ROOT + ".realserver..",
        ROOT + ".sysctl..",
        ROOT + ".record..",
        ROOT + ".probe..",
        ROOT + ".tracking.."
    };

    @ArchTest
    static final ArchRule only_kernel_linux_calls_native_code = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".kernel.linux..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jnr..", "com.kenai..");

    @ArchTest
    static final ArchRule only_the_composition_root_knows_the_adapters = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOT + ".kernel.linux..")
            .and(not(name(KERNEL_COMPOSITION)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".kernel.linux..");

    /** A clock that somebody sets must not move an address. What is only told to people has the time of day. */
    @ArchTest
    static final ArchRule nothing_that_decides_about_addresses_reads_the_time_of_day = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".vrrp..", ROOT + ".address..", ROOT + ".announce..", ROOT + ".kernel..")
            .and(not(name(ROOT + ".vrrp.LocalRouter")))
            .and(not(name(ROOT + ".vrrp.RouterView")))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Instant")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule ports_depend_on_the_protocol_alone = classes()
            .that()
            .resideInAPackage(ROOT + ".kernel")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    ROOT + ".kernel",
                    "io.ipvsoperator.netlink..",
                    "io.ipvsoperator.time..",
                    "io.ipvsoperator.wire.."));

    @ArchTest
    static final ArchRule workers_do_not_know_the_cluster = noClasses()
            .that()
            .resideInAnyPackage(WORKERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.ipvsoperator.crds..", ROOT, ROOT + ".cluster..");

    @ArchTest
    static final ArchRule only_the_composition_root_knows_the_cluster_package = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOT + ".cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".cluster..");

    @ArchTest
    static final ArchRule there_are_no_cycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();
}
