package io.ipvsoperator.operator.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Units that too few directors can carry. A unit cannot be split: after the losses that are to be tolerated one director still has
 * to carry it as a whole.
 */
final class LargeUnits {
    private final PlacementProblem problem;
    /** The largest first. */
    private final List<Director> available;

    private final int unavailable;
    private final int losses;
    /** By demand, how many addresses are enough for it alone. */
    private final Map<Amounts, OptionalInt> counts = new HashMap<>();

    private LargeUnits(PlacementProblem problem) {
        this.problem = problem;
        available = problem.directors().stream().filter(Director::available).toList();
        unavailable = problem.directors().size() - available.size();
        losses = available.isEmpty()
                ? 0
                : Numbering.lossesLeft(unavailable, available.size(), problem.toleratedFailures());
    }

    static List<Defect> of(PlacementProblem problem) {
        LargeUnits large = new LargeUnits(problem);
        List<Defect> defects = new ArrayList<>();
        for (Unit unit : problem.units()) {
            for (Dimension dimension : Dimension.values()) {
                if (large.isTooLarge(unit, dimension)) {
                    defects.add(large.defect(unit, dimension));
                }
            }
        }
        return defects;
    }

    /** A director of unknown capacity may be able to carry anything. */
    private boolean isTooLarge(Unit unit, Dimension dimension) {
        return !available.isEmpty()
                && available.stream()
                        .allMatch(director -> director.capacity().of(dimension).isPresent())
                && carriers(unit, dimension).size() <= losses;
    }

    private List<Director> carriers(Unit unit, Dimension dimension) {
        long demand = unit.demand().of(dimension).orElse(0);
        return available.stream()
                .filter(director -> capacity(director, dimension) >= demand)
                .toList();
    }

    private static long capacity(Director director, Dimension dimension) {
        return director.capacity().of(dimension).orElse(0);
    }

    private Defect defect(Unit unit, Dimension dimension) {
        List<Director> carriers = carriers(unit, dimension);
        List<Director> others = new ArrayList<>(available);
        others.removeAll(carriers);
        others.sort(Comparator.<Director>comparingLong(director -> capacity(director, dimension))
                .reversed()
                .thenComparing(Director::name));
        int missing = losses + 1 - carriers.size();
        long widest = capacity(others.get(missing - 1), dimension);
        long demand = unit.demand().of(dimension).orElse(0);
        String amount = dimension.describeAtLeast(demand);
        List<String> remedies = new ArrayList<>(List.of(
                addresses(unit),
                "at most " + dimension.describeAtMost(widest) + " of demand",
                amount + " on " + names(others.subList(0, missing)),
                missing == 1
                        ? "one more director with " + amount
                        : missing + " more directors with " + amount + " each"));
        if (!carriers.isEmpty()) {
            remedies.add("toleratedFailures of " + (carriers.size() - 1 + unavailable));
        }
        return new Defect(
                "unit " + unit.name() + ": demand is " + dimension.describe(demand) + ", "
                        + tooFew(carriers, others, dimension),
                remedies);
    }

    private String tooFew(List<Director> carriers, List<Director> others, Dimension dimension) {
        if (carriers.isEmpty()) {
            return "but the largest director carries " + dimension.describe(capacity(others.getFirst(), dimension));
        }
        return "which " + names(carriers) + (carriers.size() == 1 ? " alone carries" : " alone carry")
                + ", but to tolerate " + (losses == 1 ? "1 loss " : losses + " losses ") + (losses + 1)
                + " directors have to";
    }

    private static String names(List<Director> directors) {
        return directors.stream().map(Director::name).collect(Collectors.joining(" and "));
    }

    private String addresses(Unit unit) {
        OptionalInt count = counts.computeIfAbsent(unit.demand(), this::smallestCount);
        return count.isPresent()
                ? count.getAsInt() + " addresses instead of one for this demand"
                : "no number of addresses up to " + Sizing.MAXIMUM_COUNT + " is enough";
    }

    /** For the demand alone, whatever else there is. */
    private OptionalInt smallestCount(Amounts demand) {
        PlacementProblem alone =
                problem.with(new Mode.Keep()).with(IdentifierBudget.UNLIMITED).spreading(Set.of());
        return IntStream.rangeClosed(2, Sizing.MAXIMUM_COUNT)
                .filter(count -> Fitting.fits(alone.withUnits(parts(demand, count))))
                .findFirst();
    }

    private static List<Unit> parts(Amounts demand, int count) {
        Amounts part = demand.dividedBy(count);
        return IntStream.range(0, count)
                .mapToObj(number -> new Unit("part " + number, "", part, List.of()))
                .toList();
    }
}
