package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Items on the survivors of one loss, each on one of them, with the lowest peak: what remains of a placement after that loss is
 * such a packing, so that no placement is better than the best of them.
 */
final class Packing {
    private final Instance instance;
    private final int[] bins;
    private final int[] items;
    private final long[][] loads;
    private final int[] chosen;
    private final Fraction bound;
    private int[] best = {};
    private Fraction least;
    private int stepsLeft;

    /**
     * @param directors of each item
     * @param proved there is no lower peak
     */
    record Outcome(List<Integer> directors, Fraction peak, boolean proved) {
        Outcome {
            directors = List.copyOf(directors);
        }
    }

    private Packing(Instance instance, int[] bins, Fraction bound, int maximumSteps) {
        this.instance = instance;
        this.bins = bins;
        this.bound = bound;
        items = instance.bySize();
        loads = new long[bins.length][instance.columns()];
        chosen = new int[items.length];
        least = new Fraction(Long.MAX_VALUE, 1);
        stepsLeft = maximumSteps;
    }

    /** @param bound that is known: a packing as good as that is the best */
    static Outcome lowest(Instance instance, List<Integer> survivors, Fraction bound, int maximumSteps) {
        int[] bins = survivors.stream().mapToInt(Integer::intValue).toArray();
        Packing packing = new Packing(instance, bins, bound, maximumSteps);
        packing.descend(0, Fraction.ZERO);
        boolean proved = packing.stepsLeft > 0 || packing.least.compareTo(bound) <= 0;
        return new Outcome(Arrays.stream(packing.best).boxed().toList(), packing.least, proved);
    }

    private void descend(int depth, Fraction peak) {
        if (depth == items.length) {
            least = peak;
            best = IntStream.range(0, chosen.length)
                    .map(item -> bins[chosen[item]])
                    .toArray();
            return;
        }
        int item = items[depth];
        for (int bin : emptiestFirst(item)) {
            Fraction share = Fraction.max(peak, shareWith(item, bin));
            if (stepsLeft > 0 && share.compareTo(least) < 0 && least.compareTo(bound) > 0) {
                stepsLeft--;
                add(item, bin, 1);
                chosen[item] = bin;
                descend(depth + 1, share);
                add(item, bin, -1);
            }
        }
    }

    /** Of bins that are alike only the first. */
    private List<Integer> emptiestFirst(int item) {
        return IntStream.range(0, bins.length)
                .filter(bin -> IntStream.range(0, bin).noneMatch(other -> alike(bin, other)))
                .boxed()
                .sorted(Comparator.comparing(bin -> shareWith(item, bin)))
                .toList();
    }

    private boolean alike(int bin, int other) {
        return Arrays.equals(loads[bin], loads[other]) && instance.sameCapacities(bins[bin], bins[other]);
    }

    private Fraction shareWith(int item, int bin) {
        Share share = new Share();
        for (int column = 0; column < loads[bin].length; column++) {
            if (instance.balanced(column)) {
                share.raise(loads[bin][column] + instance.amount(item, column), instance.capacity(column, bins[bin]));
            }
        }
        return share.fraction();
    }

    private void add(int item, int bin, int sign) {
        for (int column = 0; column < loads[bin].length; column++) {
            loads[bin][column] += sign * instance.amount(item, column);
        }
    }
}
