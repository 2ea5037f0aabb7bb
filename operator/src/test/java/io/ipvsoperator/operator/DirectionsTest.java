package io.ipvsoperator.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "io.ipvsoperator.operator", importOptions = ImportOption.DoNotIncludeTests.class)
class DirectionsTest {
    private static final String ROOT = "io.ipvsoperator.operator";

    @ArchTest
    static final ArchRule nobody_knows_pools_but_the_composition_root = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + ".virtualservice..", ROOT + ".director..", ROOT + ".kubernetes..", ROOT + ".process..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".vippool..");

    @ArchTest
    static final ArchRule what_all_need_of_Kubernetes_knows_no_reconciler = noClasses()
            .that()
            .resideInAPackage(ROOT + ".kubernetes..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".virtualservice..", ROOT + ".director..", ROOT + ".process..");

    @ArchTest
    static final ArchRule only_what_gathers_writes_or_reconciles_touches_caches_and_the_API_server = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".vippool..", ROOT + ".virtualservice..", ROOT + ".director..")
            .and()
            .haveSimpleNameNotEndingWith("Reconciler")
            .and()
            .haveSimpleNameNotEndingWith("Gathering")
            .and()
            .haveSimpleNameNotEndingWith("Writer")
            .and()
            .haveSimpleNameNotEndingWith("Triggers")
            .and()
            .haveSimpleNameNotEndingWith("PasswordCopy")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(ROOT + "\\.kubernetes\\.(Cluster|ResourceCache|ServerSideApply|EventRecorder)");

    @ArchTest
    static final ArchRule only_reconcilers_and_triggers_know_the_operator_SDK = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .and()
            .haveSimpleNameNotEndingWith("Reconciler")
            .and()
            .haveSimpleNameNotEndingWith("Triggers")
            .and()
            .doNotBelongToAnyOf(IpvsOperator.class, io.ipvsoperator.operator.process.Leadership.class)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.javaoperatorsdk..");

    @ArchTest
    static final ArchRule no_cycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();
}
