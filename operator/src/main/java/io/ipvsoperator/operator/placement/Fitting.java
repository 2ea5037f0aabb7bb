package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.search.Instance;
import io.ipvsoperator.operator.placement.search.Reckoning;
import io.ipvsoperator.operator.placement.search.Search;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;

/** Whether everything would fit if something were otherwise, as far as a bounded search finds. */
final class Fitting {
    /** How often a capacity that is enough is lowered: loads are sums of demands, of which few lie near each other. */
    private static final int MOST_ROUNDS = 8;

    private Fitting() {}

    static boolean fits(PlacementProblem problem) {
        return Search.fitting(Numbering.of(problem, problem.units()).instance()).isPresent();
    }

    /** What a placement that fits puts on one director after its worst loss; empty when none is found. */
    static OptionalLong loadOn(String director, Dimension dimension, PlacementProblem problem) {
        Numbering numbering = Numbering.of(problem, problem.units());
        Instance instance = numbering.instance();
        return Search.fitting(instance).stream()
                .mapToLong(solution -> new Reckoning(
                                instance.having(
                                        Columns.declared(
                                                List.of(dimension),
                                                numbering.available(),
                                                numbering.units(),
                                                numbering.items()),
                                        numbering.items().size()),
                                solution.prefixes())
                        .worst(numbering.orders().number(director), 0))
                .findFirst();
    }

    /**
     * From a capacity that is enough down to one where a little less is not.
     *
     * @param least no less is asked for
     * @param loadWith what a placement puts on the director if that has so much; empty when it is not enough
     */
    static long lowered(long enough, long least, LongFunction<OptionalLong> loadWith) {
        long lowest = enough;
        OptionalLong load = loadWith.apply(enough);
        for (int round = 0; round < MOST_ROUNDS && load.isPresent() && lowest > least; round++) {
            lowest = Math.clamp(load.getAsLong(), least, lowest);
            load = lowest > least ? loadWith.apply(lowest - 1) : OptionalLong.empty();
        }
        return lowest;
    }

    /** By halving: what is enough stays enough when there is more of it. Empty also where there is nothing between the two. */
    static OptionalInt smallest(int from, int to, IntPredicate enough) {
        if (to < from || !enough.test(to)) {
            return OptionalInt.empty();
        }
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) / 2;
            if (enough.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return OptionalInt.of(low);
    }
}
