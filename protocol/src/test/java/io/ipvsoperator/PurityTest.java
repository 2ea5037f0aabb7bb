package io.ipvsoperator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Calendar;
import java.util.Date;
import java.util.Timer;
import org.junit.jupiter.api.Test;

class PurityTest {

    private static final JavaClasses PROTOCOL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.ipvsoperator");

    @Test
    void nothing_here_depends_on_more_than_java_and_its_own_values() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "io.ipvsoperator..", "org.jspecify.annotations"))
                .check(PROTOCOL);
    }

    @Test
    void time_imports_nothing_of_the_rest() {
        onlyKnows("io.ipvsoperator.time..");
    }

    @Test
    void wire_formats_import_no_other_package() {
        onlyKnows("io.ipvsoperator.wire..");
    }

    @Test
    void the_parts_that_formats_share_know_no_format() {
        noClasses()
                .that()
                .resideInAPackage("io.ipvsoperator.wire")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.ipvsoperator.wire.*")
                .check(PROTOCOL);
    }

    @Test
    void the_machine_imports_values_of_wire_and_time_only() {
        onlyKnows("io.ipvsoperator.vrrp..", "io.ipvsoperator.wire..", "io.ipvsoperator.time..");
    }

    /** Neither the wall's nor the machine's: a step of the wall clock cannot matter to what does not know it. */
    @Test
    void nobody_reads_a_clock() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat(tellsTheTime())
                .check(PROTOCOL);
    }

    @Test
    void nobody_does_input_or_output_or_starts_threads() {
        noClasses().should().dependOnClassesThat(reachOutside()).check(PROTOCOL);
    }

    @Test
    void nobody_asks_a_name_server() {
        noClasses()
                .should()
                .callMethod(InetAddress.class, "getByName", String.class)
                .check(PROTOCOL);
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("io.ipvsoperator.(**)").should().beFreeOfCycles().check(PROTOCOL);
    }

    /** A length of time is a value; points in time come from a clock. */
    private static DescribedPredicate<JavaClass> tellsTheTime() {
        return resideInAnyPackage("java.time..")
                .and(not(belongToAnyOf(Duration.class)))
                .or(belongToAnyOf(Date.class, Calendar.class, Timer.class))
                .as("tell the time");
    }

    /** Addresses are values, although their package is that of sockets. */
    private static DescribedPredicate<JavaClass> reachOutside() {
        return resideInAnyPackage(
                        "java.io..",
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.util.concurrent..",
                        "java.lang.foreign..",
                        "java.lang.reflect..")
                .and(not(belongToAnyOf(
                        InetAddress.class, Inet4Address.class, Inet6Address.class, UnknownHostException.class)))
                .or(belongToAnyOf(Thread.class, Process.class, ProcessBuilder.class, Runtime.class))
                .as("reach outside or run on their own");
    }

    private static void onlyKnows(String... packages) {
        String[] known = new String[packages.length + 2];
        System.arraycopy(packages, 0, known, 0, packages.length);
        known[packages.length] = "java..";
        known[packages.length + 1] = "org.jspecify.annotations";
        classes()
                .that()
                .resideInAPackage(packages[0])
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(known))
                .check(PROTOCOL);
    }
}
