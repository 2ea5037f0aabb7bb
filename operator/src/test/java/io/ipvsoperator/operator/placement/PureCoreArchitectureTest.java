package io.ipvsoperator.operator.placement;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PureCoreArchitectureTest {
    private final JavaClasses pureCore = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "io.ipvsoperator.operator.placement",
                    "io.ipvsoperator.operator.allocation",
                    "io.ipvsoperator.operator.address");

    @Test
    void addresses_know_java_and_themselves_alone() {
        classes()
                .that()
                .resideInAPackage("..operator.address..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java.lang..", "java.util..", "..operator.address..", "org.jspecify..")
                .check(pureCore);
    }

    @Test
    void placement_knows_java_itself_and_address_families_alone() {
        classes()
                .that()
                .resideInAPackage("..operator.placement..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util..",
                        "java.math..",
                        "..operator.placement..",
                        "..operator.address..",
                        "org.jspecify..")
                .check(pureCore);
    }

    @Test
    void allocation_knows_java_itself_and_address_families_alone() {
        classes()
                .that()
                .resideInAPackage("..operator.allocation..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.math..",
                        "java.util..",
                        "java.time..",
                        "..operator.allocation..",
                        "..operator.address..",
                        "org.jspecify..")
                .check(pureCore);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.ipvsoperator.operator.(**)")
                .should()
                .beFreeOfCycles()
                .check(pureCore);
    }
}
