package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Peaks that items of equal amounts do not get below: each director has a whole number of them. To give each item to whoever is lowest
 * with it is the best: in any other sharing out some director has one more than here, and with that one it is at least as high as the
 * peak here.
 */
public final class EqualShares {
    private EqualShares() {}

    /** @param instance whose items all have the amounts of the first */
    public static Bounds.Divisible of(Instance instance) {
        Fraction worst = Bounds.worst(instance).share();
        Fraction normal = Fraction.ZERO;
        for (int column = 0; column < instance.columns(); column++) {
            if (instance.balanced(column) && instance.items() > 0) {
                long[] capacities = capacities(instance, column);
                long amount = instance.amount(0, column);
                int survivors = instance.directors() - instance.losses();
                worst = Fraction.max(worst, lowest(instance.items(), amount, Arrays.copyOf(capacities, survivors)));
                normal = Fraction.max(normal, lowest(instance.items(), amount, capacities));
            }
        }
        return new Bounds.Divisible(worst, normal);
    }

    /** The smallest first: the loss of the others leaves the least. */
    private static long[] capacities(Instance instance, int column) {
        return IntStream.range(0, instance.directors())
                .mapToLong(director -> instance.capacity(column, director))
                .sorted()
                .toArray();
    }

    private static Fraction lowest(int items, long amount, long[] capacities) {
        int[] counts = new int[capacities.length];
        Fraction peak = Fraction.ZERO;
        for (int item = 0; item < items; item++) {
            int director = lowestWithOneMore(counts, capacities);
            counts[director]++;
            peak = Fraction.max(peak, new Fraction(counts[director] * amount, capacities[director]));
        }
        return peak;
    }

    private static int lowestWithOneMore(int[] counts, long[] capacities) {
        int lowest = 0;
        for (int director = 1; director < counts.length; director++) {
            if (Fraction.compareProducts(
                            counts[director] + 1L, capacities[lowest], counts[lowest] + 1L, capacities[director])
                    < 0) {
                lowest = director;
            }
        }
        return lowest;
    }
}
