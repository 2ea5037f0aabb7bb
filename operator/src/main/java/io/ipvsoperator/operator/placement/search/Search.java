package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** From an instance to orders. Deterministic, and bounded by steps, not by a clock. */
public final class Search {
    private Search() {}

    public static Solution solve(Instance instance) {
        int[][] standing = IntStream.range(0, instance.units())
                .mapToObj(instance::currentPrefix)
                .toArray(int[][]::new);
        int[][] prefixes = Greedy.fill(instance, standing);
        return solution(instance, prefixes, false);
    }

    private static Solution solution(Instance instance, int[][] prefixes, boolean exact) {
        Loads loads = new Loads(instance);
        for (int unit = 0; unit < prefixes.length; unit++) {
            loads.add(unit, prefixes[unit]);
        }
        List<List<Integer>> orders = Arrays.stream(prefixes)
                .map(prefix -> Arrays.stream(prefix).boxed().toList())
                .toList();
        return new Solution(orders, loads.fits(), loads.worst(), loads.normal(), exact);
    }
}
