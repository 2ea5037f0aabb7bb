package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.operator.director.Directors;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.Remedy;
import io.ipvsoperator.operator.placement.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The condition {@code RedundancySatisfied}: which loss would hurt whom, and by how much. */
final class RedundancyReport {
    private static final String TYPE = PoolStatusReport.REDUNDANCY_SATISFIED;

    private RedundancyReport() {}

    static ConditionValue of(Placement placement, PoolDirectors directors, int wanted) {
        return switch (placement.verdict()) {
            case Verdict.NoDirector(String text) ->
                ConditionValue.isFalse(TYPE, "NoDirectorAvailable", text + missing(directors));
            case Verdict.Overloaded overloaded ->
                ConditionValue.isFalse(TYPE, "Overload", tooMuch(overloaded) + absent(directors));
            case Verdict.CapacityUnknown unknown
            when placement.toleratedFailures() >= wanted ->
                ConditionValue.unknown(
                        TYPE,
                        "CapacityUnknown",
                        unknown.describe() + "; set directors.capacity in the VipPool or capacity in the Director");
            case Verdict.CapacityUnknown unknown -> degraded(placement, directors, wanted, unknown.describe());
            case Verdict.Fits fits
            when placement.toleratedFailures() >= wanted ->
                ConditionValue.isTrue(TYPE, "Satisfied", satisfied(placement, wanted, fits.describe()));
            case Verdict.Fits fits -> degraded(placement, directors, wanted, fits.describe());
        };
    }

    private static String satisfied(Placement placement, int wanted, String worst) {
        if (placement.worst().isEmpty()) {
            return worst + ", so nothing can be overloaded";
        }
        return switch (wanted) {
            case 0 -> "nothing is overloaded, and no loss is to be tolerated: " + worst;
            case 1 -> "any director may be lost and no other is overloaded then; the worst case: " + worst;
            default ->
                "any " + wanted + " directors may be lost at once and no other is overloaded then; the worst case: "
                        + worst;
        };
    }

    private static String tooMuch(Verdict.Overloaded overloaded) {
        return (overloaded.peak().lost().isEmpty()
                        ? "there is more load than can be carried: "
                        : "a loss that is to be tolerated would be too much: ")
                + describe(overloaded);
    }

    private static ConditionValue degraded(
            Placement placement, PoolDirectors directors, int wanted, String description) {
        return ConditionValue.isFalse(
                TYPE,
                "Degraded",
                placement.toleratedFailures() + " further losses are tolerated instead of " + wanted
                        + missing(directors) + tooFew(directors, wanted) + "; " + description);
    }

    /** What no return of a director would mend, with the smallest change of each kind. */
    private static String tooFew(PoolDirectors directors, int wanted) {
        int count = directors.nodes().size();
        int lacking = wanted + 1 - count;
        return lacking <= 0
                ? ""
                : ", and one has to survive: " + lacking + " more " + (lacking == 1 ? "director" : "directors")
                        + " or redundancy.toleratedFailures: " + (count - 1) + " would do";
    }

    private static String missing(PoolDirectors directors) {
        String absent = absent(directors);
        return absent.isEmpty() ? ": the pool has " + directors.nodes().size() + " directors" : absent;
    }

    private static String absent(PoolDirectors directors) {
        List<String> out = directors.nodes().stream()
                .flatMap(name -> missing(name, directors).stream())
                .toList();
        return out.isEmpty()
                ? ""
                : ": out of " + directors.nodes().size() + " directors these are not available: "
                        + String.join(", ", out);
    }

    /** The director if it carries nothing, with what it found itself where that is the reason. */
    private static Optional<String> missing(String name, PoolDirectors directors) {
        Director director = directors.objects().get(name);
        return director == null || !Directors.isAvailable(director) || Directors.isOut(director)
                ? Optional.of(name)
                : directors.trackedOut().describe(director);
    }

    /** Why somebody new gets nothing. */
    static String refusing(Verdict.Overloaded overloaded) {
        return "with it, " + describe(overloaded);
    }

    /** The overload and what would help. */
    private static String describe(Verdict.Overloaded overloaded) {
        return Stream.concat(
                        Stream.of(overloaded.describe()),
                        overloaded.remedies().stream().map(Remedy::describe))
                .collect(Collectors.joining("; "));
    }
}
