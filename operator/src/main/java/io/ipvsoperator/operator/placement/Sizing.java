package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.search.Bounds;
import io.ipvsoperator.operator.placement.search.EqualShares;
import io.ipvsoperator.operator.placement.search.Fraction;
import io.ipvsoperator.operator.placement.search.Instance;
import io.ipvsoperator.operator.placement.search.Search;
import io.ipvsoperator.operator.placement.search.Solution;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How many addresses a demand needs: an address cannot be split, so too few of them leave peaks that more would level. */
public final class Sizing {
    /** The most addresses of one family that a service may have. */
    public static final int MAXIMUM_COUNT = 64;

    private static final int TOLERANCE_PERCENT = 5;
    private static final long ANY_DEMAND = 1_000_000_000_000L;

    private Sizing() {}

    /** The peaks of a demand shared out evenly over {@code count} addresses. */
    public record Row(int count, Fraction worst, Fraction normal) {
        public int worstPercent() {
            return worst.percent();
        }

        public int normalPercent() {
            return normal.percent();
        }
    }

    /**
     * @param count addresses for the demand
     * @param worstBound the peak of a demand that could be divided at will, after the worst loss
     * @param normalBound the same in normal times
     * @param withinTolerance both peaks are within 5 % of these bounds; otherwise the count is the best there is
     */
    public record Recommendation(int count, Fraction worstBound, Fraction normalBound, boolean withinTolerance) {}

    /** A row for each count from 1 to {@code maximumCount}. */
    public static List<Row> table(Amounts demand, List<Director> directors, int toleratedFailures, int maximumCount) {
        return IntStream.rangeClosed(1, maximumCount)
                .mapToObj(count -> row(demand, directors, toleratedFailures, count))
                .toList();
    }

    /**
     * The smallest count that levels the peaks, judged with every director available. A count whose bounds show that it neither does
     * nor comes nearer than a smaller one is not searched.
     */
    public static Recommendation recommend(Amounts demand, List<Director> directors, int toleratedFailures) {
        Bounds.Divisible bounds = bounds(demand, directors, toleratedFailures);
        Row best = row(demand, directors, toleratedFailures, 1);
        if (isLevel(best, bounds)) {
            return new Recommendation(1, bounds.worst(), bounds.normal(), true);
        }
        for (int count = 2; count <= MAXIMUM_COUNT; count++) {
            Instance instance =
                    numbering(demand, directors, toleratedFailures, count).instance();
            Row least = least(instance, count);
            if (isLevel(least, bounds) || isBetter(least, best)) {
                Row row = row(instance, count);
                if (isLevel(row, bounds)) {
                    return new Recommendation(count, bounds.worst(), bounds.normal(), true);
                }
                best = isBetter(row, best) ? row : best;
            }
        }
        return new Recommendation(best.count(), bounds.worst(), bounds.normal(), false);
    }

    private static boolean isLevel(Row row, Bounds.Divisible bounds) {
        return row.worst().atMost(bounds.worst(), TOLERANCE_PERCENT)
                && row.normal().atMost(bounds.normal(), TOLERANCE_PERCENT);
    }

    /** Monotone: what no bound makes better, no row above that bound does. */
    private static boolean isBetter(Row row, Row best) {
        boolean asGood = row.worst().atMost(best.worst(), 1);
        boolean betterAtWorst = !best.worst().atMost(row.worst(), 1);
        return betterAtWorst || (asGood && row.normal().compareTo(best.normal()) < 0);
    }

    /** What no placement gets below. */
    private static Row least(Instance instance, int count) {
        Bounds.Divisible shares = EqualShares.of(instance);
        return new Row(count, shares.worst(), shares.normal());
    }

    private static Row row(Amounts demand, List<Director> directors, int toleratedFailures, int count) {
        return row(numbering(demand, directors, toleratedFailures, count).instance(), count);
    }

    private static Row row(Instance instance, int count) {
        Solution solution = Search.keep(instance);
        return new Row(count, solution.worst(), solution.normal());
    }

    private static Bounds.Divisible bounds(Amounts demand, List<Director> directors, int toleratedFailures) {
        return Bounds.divisible(
                numbering(demand, directors, toleratedFailures, 1).instance());
    }

    private static Numbering numbering(Amounts demand, List<Director> directors, int toleratedFailures, int count) {
        List<Director> up = directors.stream().map(Director::up).toList();
        Amounts share = declared(demand).dividedBy(count);
        List<Unit> units = IntStream.range(0, count)
                .mapToObj(unit -> new Unit("address " + unit, "", share, List.of()))
                .toList();
        return Numbering.of(new PlacementProblem(up, units, toleratedFailures, PlacementProblem.Policy.WARN), units);
    }

    /** Without a demand its shape is all there is to level: any amount will do that is large beside the rounding of its shares. */
    private static Amounts declared(Amounts demand) {
        boolean none = Arrays.stream(Dimension.values())
                .allMatch(dimension -> demand.of(dimension).orElse(0) == 0);
        return none ? Amounts.ofBandwidth(ANY_DEMAND) : demand;
    }
}
