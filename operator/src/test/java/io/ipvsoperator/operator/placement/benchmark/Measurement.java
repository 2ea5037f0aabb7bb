package io.ipvsoperator.operator.placement.benchmark;

import io.ipvsoperator.operator.placement.Bound;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Placer;
import io.ipvsoperator.operator.placement.Unit;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One row of the table.
 *
 * @param baselines worst case of each simpler rule as a multiple of the bound
 */
record Measurement(
        Family family,
        int units,
        int directors,
        int losses,
        int identifiers,
        Run empty,
        Run added,
        Run lost,
        double own,
        Map<Baseline, Double> baselines) {
    private static final int ROUNDS = 2;

    /**
     * @param milliseconds of processor time of the one thread that places, the least of some rounds
     * @param gapPercent between worst case and bound
     */
    record Run(double milliseconds, BigDecimal gapPercent, Bound.Source bound, int forced, int moved, int reordered) {}

    static Measurement of(Family family, int units, int directors, int losses, int identifiers) {
        PlacementProblem problem = family.problem(units, directors, losses, identifiers);
        Placement placement = Placer.place(problem);
        List<Unit> standing = standing(problem, placement);
        List<Unit> more = new ArrayList<>(standing);
        IntStream.range(0, Math.min(4, units))
                .forEach(address -> more.add(new Unit(
                        "one more " + address,
                        "one more",
                        problem.units().get(address).demand(),
                        List.of())));
        List<Director> fewer = new ArrayList<>(problem.directors());
        fewer.remove(directors / 2);
        Map<Baseline, Double> baselines = new HashMap<>();
        double bound = percent(placement.bound().share()) / 100.0;
        for (Baseline baseline : Baseline.values()) {
            baselines.put(baseline, new WorstCase(problem, baseline.orders(problem)).share() / bound);
        }
        return new Measurement(
                family,
                units,
                directors,
                losses,
                identifiers,
                run(problem),
                run(problem.withUnits(more)),
                run(problem.withUnits(standing).withDirectors(fewer)),
                placement.gapPercent().doubleValue() / 100 + 1,
                baselines);
    }

    private static double percent(io.ipvsoperator.operator.placement.search.Fraction share) {
        return 100.0 * share.numerator() / share.denominator();
    }

    private static List<Unit> standing(PlacementProblem problem, Placement placement) {
        Map<String, List<String>> orders = new HashMap<>();
        placement.units().forEach(unit -> orders.put(unit.name(), unit.order()));
        return problem.units().stream()
                .map(unit -> unit.withOrder(orders.getOrDefault(unit.name(), List.of())))
                .toList();
    }

    private static Run run(PlacementProblem problem) {
        Placement placement = Placer.place(problem);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            placement = Placer.place(problem);
            least = Math.min(least, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
        }
        return new Run(
                least / 1e6,
                placement.gapPercent(),
                placement.bound().source(),
                placement.forced().size(),
                placement.moved().size(),
                placement.reordered().size());
    }
}
