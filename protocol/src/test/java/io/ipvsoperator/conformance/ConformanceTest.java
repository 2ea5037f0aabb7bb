package io.ipvsoperator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** With {@code -Dconformance.regenerate=true} it writes docs/conformance.md first. */
class ConformanceTest {

    private static final Path PAGE = Path.of("../docs/conformance.md");

    private static final JavaClasses ALL = new ClassFileImporter().importPackages("io.ipvsoperator");

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.ipvsoperator");

    private static final ConformanceReport REPORT = new ConformanceReport(ALL);

    @Test
    void the_page_says_what_the_tests_say() throws IOException {
        if (Boolean.getBoolean("conformance.regenerate")) {
            Files.writeString(PAGE, REPORT.text());
        }
        assertThat(Files.readString(PAGE))
                .as("docs/conformance.md is stale; run: make conformance")
                .isEqualTo(REPORT.text());
    }

    @Test
    void only_tests_show_anything() {
        List<JavaMethod> idle = REPORT.annotatedMethods()
                .filter(method -> !method.isAnnotatedWith(Test.class)
                        && !method.isAnnotatedWith(ParameterizedTest.class)
                        && !method.isAnnotatedWith(Property.class))
                .toList();
        assertThat(idle).isEmpty();
    }

    @Test
    void what_decides_a_deviation_exists() {
        Set<String> members = PRODUCTION.stream()
                .flatMap(type -> type.getMembers().stream().map(member -> name(type) + "." + member.getName()))
                .collect(Collectors.toSet());
        assertThat(members)
                .containsAll(REPORT.foundDeviations()
                        .map(found -> found.annotation().predicate())
                        .toList());
    }

    @Test
    void the_reason_of_a_deviation_is_a_page() {
        assertThat(REPORT.foundDeviations()
                        .map(found -> Path.of("../docs", found.annotation().reason())))
                .allSatisfy(page -> assertThat(page).isRegularFile());
    }

    /** {@code Outer.Nested}. */
    private static String name(JavaClass type) {
        return type.getFullName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }
}
