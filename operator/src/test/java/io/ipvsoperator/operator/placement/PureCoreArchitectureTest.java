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
            .importPackages("io.ipvsoperator.operator.placement", "io.ipvsoperator.operator.allocation");

    @Test
    void placement_knows_java_and_itself_alone() {
        classes()
                .that()
                .resideInAPackage("..operator.placement..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..", "java.util..", "java.math..", "..operator.placement..", "org.jspecify..")
                .check(pureCore);
    }

    @Test
    void allocation_knows_java_and_itself_alone() {
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
