package io.ipvsoperator.operator.placement.search;

import java.util.List;

/** Shares that no placement gets below. */
public final class Bounds {
    private Bounds() {}

    /** The peaks of a demand that can be divided at will. */
    public record Divisible(Fraction worst, Fraction normal) {}

    public static Divisible divisible(Instance instance) {
        Fraction worst = Fraction.ZERO;
        Fraction normal = Fraction.ZERO;
        for (Instance.Column column : instance.columns()) {
            worst = Fraction.max(worst, divisible(column, instance.directors() - instance.losses()));
            normal = Fraction.max(normal, divisible(column, instance.directors()));
        }
        return new Divisible(worst, normal);
    }

    /** Of the highest load after the worst loss. */
    public static Fraction worst(Instance instance) {
        return instance.columns().stream()
                .filter(Instance.Column::balanced)
                .map(column -> Fraction.max(
                        divisible(column, instance.directors() - instance.losses()),
                        indivisible(column, instance.losses())))
                .reduce(Fraction.ZERO, Fraction::max);
    }

    /** Of the highest share of a checked capacity; a column with a director that is not checked has none. */
    static Fraction checkedWorst(Instance instance) {
        return instance.columns().stream()
                .filter(column -> column.checked().stream().allMatch(checked -> checked))
                .map(column -> Fraction.max(
                        divisible(column, instance.directors() - instance.losses()),
                        indivisible(column, instance.losses())))
                .reduce(Fraction.ZERO, Fraction::max);
    }

    /** What a demand that can be divided at will puts on the {@code survivors} smallest directors. */
    private static Fraction divisible(Instance.Column column, int survivors) {
        long total = column.amounts().stream().mapToLong(Long::longValue).sum();
        long capacity = column.capacities().stream()
                .sorted()
                .limit(survivors)
                .mapToLong(Long::longValue)
                .sum();
        return new Fraction(total, capacity);
    }

    /** The largest unit needs one director more than can be lost; the last of them is at most so large. */
    private static Fraction indivisible(Instance.Column column, int losses) {
        List<Long> capacities =
                column.capacities().stream().sorted((a, b) -> b.compareTo(a)).toList();
        long largest =
                column.amounts().stream().mapToLong(Long::longValue).max().orElse(0);
        return new Fraction(largest, capacities.get(losses));
    }
}
