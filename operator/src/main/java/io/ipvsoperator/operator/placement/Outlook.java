package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.search.Fraction;
import java.util.Comparator;

/**
 * How good orders are as they stand; the lower the better.
 *
 * @param toleratedFailures the level reached
 * @param overload the highest share at the first level that has too much; zero if none has
 * @param worst the highest share of a capacity after any tolerated loss
 */
public record Outlook(int toleratedFailures, Fraction overload, Fraction worst) implements Comparable<Outlook> {
    private static final Comparator<Outlook> BEST_FIRST = Comparator.comparingInt(Outlook::toleratedFailures)
            .reversed()
            .thenComparing(Outlook::overload)
            .thenComparing(Outlook::worst);

    /** @param problem in which every unit has an order */
    public static Outlook of(PlacementProblem problem) {
        Placement placement = Placer.reckon(problem);
        Fraction overload = placement.verdict() instanceof Verdict.Overloaded overloaded
                ? overloaded.peak().utilization().orElse(Fraction.ZERO)
                : Fraction.ZERO;
        Fraction worst = placement.worst().flatMap(Peak::utilization).orElse(Fraction.ZERO);
        return new Outlook(placement.toleratedFailures(), overload, worst);
    }

    /** Whether some director would have more than it can carry. */
    public boolean isOverloaded() {
        return overload.compareTo(Fraction.ZERO) > 0;
    }

    @Override
    public int compareTo(Outlook other) {
        return BEST_FIRST.compare(this, other);
    }
}
