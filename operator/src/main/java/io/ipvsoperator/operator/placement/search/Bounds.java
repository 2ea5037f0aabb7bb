package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Shares that no placement gets below. Losing the largest directors leaves the least, so that loss is looked at. */
public final class Bounds {
    private final Instance instance;
    private final int survivors;

    private Bounds(Instance instance) {
        this.instance = instance;
        survivors = instance.directors() - instance.losses();
    }

    /** What shows that a bound holds. */
    public enum Argument {
        DIVISIBLE,
        LARGEST_UNIT,
        PIGEONHOLE,
        IDENTIFIERS,
        MEETING,
        ACTIVE_DIRECTORS,
        PACKING,
        EXHAUSTION
    }

    public record Proof(Fraction share, Argument argument) {
        static Proof higher(Proof one, Proof other) {
            return one.share().compareTo(other.share()) >= 0 ? one : other;
        }
    }

    /** The peaks of a demand that can be divided at will. */
    public record Divisible(Fraction worst, Fraction normal) {}

    public static Divisible divisible(Instance instance) {
        Fraction worst = Fraction.ZERO;
        Fraction normal = Fraction.ZERO;
        for (int column = 0; column < instance.columns(); column++) {
            if (instance.balanced(column)) {
                long[] capacities = capacities(instance, column);
                long total = total(instance, column);
                worst = Fraction.max(worst, spread(total, capacities, instance.directors() - instance.losses()));
                normal = Fraction.max(normal, spread(total, capacities, instance.directors()));
            }
        }
        return new Divisible(worst, normal);
    }

    /** The best bound of the highest load after the worst loss, whatever is changed. */
    public static Proof worst(Instance instance) {
        return columns(instance)
                .mapToObj(column -> new Bounds(instance).worst(column))
                .reduce(Proof::higher)
                .orElse(new Proof(Fraction.ZERO, Argument.DIVISIBLE));
    }

    /** With one loss, while no standing item gets another active director and none has to. */
    public static Proof standing(Instance instance, List<List<Integer>> orders) {
        Fraction share = columns(instance)
                .filter(column -> instance.losses() == 1)
                .mapToObj(column -> ActiveBound.afterAnyLoss(instance, orders, column))
                .reduce(Fraction.ZERO, Fraction::max);
        return new Proof(share, Argument.ACTIVE_DIRECTORS);
    }

    /** Whether a checked capacity is exceeded whatever is changed. */
    static boolean excludesFit(Instance instance) {
        return columns(instance)
                .filter(column -> IntStream.range(0, instance.directors())
                        .allMatch(director -> instance.checked(column, director)))
                .anyMatch(column -> new Bounds(instance).worst(column).share().compareTo(Fraction.ONE) > 0);
    }

    private static IntStream columns(Instance instance) {
        return IntStream.range(0, instance.columns()).filter(instance::balanced);
    }

    private Proof worst(int column) {
        long[] capacities = capacities(instance, column);
        long[] amounts = new long[instance.items()];
        for (int item = 0; item < amounts.length; item++) {
            amounts[item] = instance.amount(item, column);
        }
        Arrays.sort(amounts);
        reverse(amounts);
        long total = total(instance, column);
        return List.of(
                        new Proof(spread(total, capacities, survivors), Argument.DIVISIBLE),
                        new Proof(largest(amounts, capacities), Argument.LARGEST_UNIT),
                        new Proof(pigeonhole(amounts, capacities), Argument.PIGEONHOLE),
                        new Proof(identifiers(total, capacities), Argument.IDENTIFIERS),
                        new Proof(meeting(amounts, capacities), Argument.MEETING))
                .stream()
                .max(Comparator.comparing(Proof::share))
                .orElseThrow();
    }

    /** On the smallest directors. */
    private static Fraction spread(long total, long[] capacities, int survivors) {
        return new Fraction(total, Arrays.stream(capacities).limit(survivors).sum());
    }

    /** The largest needs one director more than can be lost; the last of them is at most so large. */
    private Fraction largest(long[] amounts, long[] capacities) {
        return amounts.length == 0 ? Fraction.ZERO : new Fraction(amounts[0], capacities[survivors - 1]);
    }

    /**
     * Each of the largest on a survivor of its own, or two of them meet; and with more items than a multiple of the survivors one
     * has one more than that multiple.
     */
    private Fraction pigeonhole(long[] amounts, long[] capacities) {
        long widest = capacities[survivors - 1];
        long[] sums = sums(amounts);
        long together = 0;
        for (int each = 1; each * survivors < amounts.length; each++) {
            together = Math.max(together, sums[each * survivors + 1] - sums[each * survivors - each]);
        }
        Fraction bound = new Fraction(together, widest);
        if (amounts.length >= survivors && survivors > 1) {
            Fraction apart = Fraction.ZERO;
            for (int i = 0; i < survivors; i++) {
                apart = Fraction.max(apart, new Fraction(amounts[i], capacities[survivors - 1 - i]));
            }
            Fraction meet = new Fraction(amounts[survivors - 1] + amounts[survivors - 2], widest);
            bound = Fraction.max(bound, apart.compareTo(meet) <= 0 ? apart : meet);
        }
        return bound;
    }

    /** Of as many of the first as the place says. */
    private static long[] sums(long[] amounts) {
        long[] sums = new long[amounts.length + 1];
        for (int item = 0; item < amounts.length; item++) {
            sums[item + 1] = sums[item] + amounts[item];
        }
        return sums;
    }

    /** With fewer orders than survivors some of those serve nobody. */
    private Fraction identifiers(long total, long[] capacities) {
        if (instance.limits().orders() >= survivors) {
            return Fraction.ZERO;
        }
        long orders = (long) instance.limits().orders() + instance.owners();
        if (orders >= survivors || orders < 1) {
            return Fraction.ZERO;
        }
        return new Fraction(
                total,
                Arrays.stream(capacities, survivors - Math.toIntExact(orders), survivors)
                        .sum());
    }

    /** Items that name a common director before half of the losses are used up are on it together once the others are lost. */
    private Fraction meeting(long[] amounts, long[] capacities) {
        int apart = instance.directors() / (instance.losses() / 2 + 1);
        return instance.losses() == 0 || amounts.length <= apart || apart == 0
                ? Fraction.ZERO
                : new Fraction(amounts[apart - 1] + amounts[apart], capacities[capacities.length - 1]);
    }

    /** The smallest first. */
    private static long[] capacities(Instance instance, int column) {
        return IntStream.range(0, instance.directors())
                .mapToLong(director -> instance.capacity(column, director))
                .sorted()
                .toArray();
    }

    private static long total(Instance instance, int column) {
        long total = 0;
        for (int item = 0; item < instance.items(); item++) {
            total += instance.amount(item, column);
        }
        return total;
    }

    private static void reverse(long[] values) {
        for (int low = 0, high = values.length - 1; low < high; low++, high--) {
            long value = values[low];
            values[low] = values[high];
            values[high] = value;
        }
    }
}
