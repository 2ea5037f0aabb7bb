package io.ipvsoperator.operator.plan.report;

import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.Peak;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** Whether losses can be borne, for somebody who knows neither the project nor its words. */
final class Redundancy {
    private Redundancy() {}

    /** One sentence or a few. */
    static String describe(PlacementProblem problem, Placement placement) {
        return switch (placement.verdict()) {
            case Verdict.NoDirector(String text) -> "Nothing is served: " + text + ".";
            case Verdict.Overloaded overloaded -> overloaded(placement.toleratedFailures(), overloaded.peak());
            case Verdict.Fits(String text) -> fits(problem, placement, text) + ".";
            case Verdict.CapacityUnknown unknown ->
                fits(problem, placement, unknown.describe()) + ". Tell that capacity to be sure.";
        };
    }

    private static String overloaded(int reached, Peak peak) {
        String excess = peak.dimension().describe(peak.excess()) + " too much";
        if (reached < 0) {
            return "There is too much load already: " + peak.describe() + ", " + excess + ".";
        }
        return reached == 0
                ? "No director may be lost: " + peak.describe() + ", " + excess + "."
                : "Any " + directors(reached) + " may be lost, but not " + (reached + 1) + " at once: "
                        + peak.describe() + ", " + excess + ".";
    }

    private static String fits(PlacementProblem problem, Placement placement, String worst) {
        int reached = placement.toleratedFailures();
        int wanted = problem.toleratedFailures();
        List<String> out = problem.directors().stream()
                .filter(director -> !director.available())
                .map(Director::name)
                .toList();
        if (reached >= wanted) {
            return wanted == 0
                    ? "Everything fits, and no loss has to be borne: " + worst
                    : "Any " + directors(reached) + " may be lost" + (reached > 1 ? " at once" : "")
                            + ", and no other is overloaded then; the worst case: " + worst;
        }
        String missing = out.isEmpty()
                ? "the pool has only " + Names.count(problem.directors().size(), "director", "directors")
                : out.stream().collect(Collectors.joining(" and ")) + (out.size() == 1 ? " is" : " are")
                        + " out already";
        return reached == 0
                ? "Everything fits now, but the redundancy is used up: " + missing
                        + ", and a further loss is not planned for. Now: " + worst
                : "Any " + directors(reached) + " more may be lost, not " + wanted + ": " + missing
                        + ". The worst case: " + worst;
    }

    private static String directors(int count) {
        return count == 1 ? "one director" : count + " directors";
    }
}
