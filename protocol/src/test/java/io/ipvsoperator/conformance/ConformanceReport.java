package io.ipvsoperator.conformance;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/conformance.md, written from the annotations of the tests. */
record ConformanceReport(JavaClasses classes) {

    private static final String HEAD = """
            # Conformance

            Generated from the annotations of the tests in `protocol`; `make conformance` writes it anew, and a test fails when it is stale.
            Sentences are in our own words. RFC 9568 is VRRP version 3, RFC 3768 version 2. Reasons for what differs are in [vrrp.md](vrrp.md).
            """;

    /** One line of a table, and what it is sorted by. */
    private record Line(int document, String section, String requirement, List<String> cells) {

        String text() {
            String rest = String.join(" | ", cells);
            return "| " + document + " § " + section + " | " + requirement + " | " + rest + " |\n";
        }

        /** 5.2.9 before 5.2.10. */
        String sectionKey() {
            return Arrays.stream(section.split("\\."))
                    .map(number -> "%4s".formatted(number))
                    .collect(Collectors.joining());
        }
    }

    String text() {
        return HEAD
                + table("Fulfilled", "| section | requirement | shown by |\n|---|---|---|\n", fulfilled())
                + table(
                        "Deviations",
                        "| section | requirement | what is done instead | decided in | reason | shown by |\n|---|---|---|---|---|---|\n",
                        deviations())
                + table("Not applicable", "| section | requirement | because |\n|---|---|---|\n", notApplicable());
    }

    private static String table(String title, String head, Stream<Line> lines) {
        List<Line> sorted = lines.sorted(Comparator.comparingInt((Line line) -> -line.document())
                        .thenComparing(Line::sectionKey)
                        .thenComparing(Line::requirement))
                .toList();
        String body = sorted.stream().map(Line::text).collect(Collectors.joining());
        return "\n## " + title + ": " + sorted.size() + "\n\n" + head + body;
    }

    private Stream<Line> fulfilled() {
        return annotatedTests(Rfc.class, Rfc.Several.class, Rfc.Several::value)
                .map(found -> new Line(
                        found.annotation().document(),
                        found.annotation().section(),
                        found.annotation().requirement(),
                        List.of(found.test())));
    }

    private Stream<Line> deviations() {
        return annotatedTests(Deviation.class, Deviation.Several.class, Deviation.Several::value)
                .map(found -> new Line(
                        found.annotation().document(),
                        found.annotation().section(),
                        found.annotation().requirement(),
                        List.of(
                                found.annotation().instead(),
                                "`" + found.annotation().predicate() + "`",
                                "[" + found.annotation().reason() + "]("
                                        + found.annotation().reason() + ")",
                                found.test())));
    }

    private Stream<Line> notApplicable() {
        return classes.stream()
                .flatMap(type -> Stream.concat(
                        type.tryGetAnnotationOfType(NotApplicable.class).stream(),
                        type.tryGetAnnotationOfType(NotApplicable.Several.class).stream()
                                .flatMap(several -> Arrays.stream(several.value()))))
                .map(found ->
                        new Line(found.document(), found.section(), found.requirement(), List.of(found.because())));
    }

    /** An annotation and the test that carries it. */
    record Found<A>(A annotation, JavaMethod method) {
        String test() {
            return "`" + method.getOwner().getSimpleName() + "." + method.getName() + "`";
        }
    }

    Stream<Found<Deviation>> foundDeviations() {
        return annotatedTests(Deviation.class, Deviation.Several.class, Deviation.Several::value);
    }

    Stream<JavaMethod> annotatedMethods() {
        return Stream.concat(
                annotatedTests(Rfc.class, Rfc.Several.class, Rfc.Several::value).map(Found::method),
                foundDeviations().map(Found::method));
    }

    private <A extends Annotation, S extends Annotation> Stream<Found<A>> annotatedTests(
            Class<A> one, Class<S> several, Function<S, A[]> value) {
        return classes.stream()
                .map(JavaClass::getMethods)
                .flatMap(methods -> methods.stream())
                .flatMap(method -> Stream.concat(
                                method.tryGetAnnotationOfType(one).stream(),
                                method.tryGetAnnotationOfType(several).stream()
                                        .flatMap(found -> Arrays.stream(value.apply(found))))
                        .map(annotation -> new Found<>(annotation, method)));
    }
}
