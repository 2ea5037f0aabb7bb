package io.ipvsoperator.operator.placement.search;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A problem over numbers: directors that are available, units, and columns of load. Its lists are read-only.
 *
 * @param columns what is summed up per director
 * @param current of each unit the directors by rank, at least as many as ranks matter; empty for a newcomer
 * @param frozen current orders stay as they are, even when that overloads
 * @param losses how many directors may be lost at once, less than there are
 */
public record Instance(int directors, List<Column> columns, List<List<Integer>> current, boolean frozen, int losses) {

    /**
     * One sum per director.
     *
     * @param amounts of each unit
     * @param capacities of each director, at least 1; a nominal one where it is unknown
     * @param checked of each director: a sum above the capacity is an overload
     * @param balanced the sums count as peaks
     */
    public record Column(List<Long> amounts, List<Long> capacities, List<Boolean> checked, boolean balanced) {
        public Column {
            amounts = List.copyOf(amounts);
            capacities = List.copyOf(capacities);
            checked = List.copyOf(checked);
        }
    }

    public Instance {
        columns = List.copyOf(columns);
        current = List.copyOf(current);
        if (losses < 0 || losses >= directors || directors > Integer.SIZE - 2) {
            throw new IllegalArgumentException("losses are " + losses + " of " + directors
                    + " directors but must be at least 0, less than the directors, of which there may be 30");
        }
    }

    /** The same with other current orders: how the next search finds an answer to this one. */
    Instance settledOn(List<List<Integer>> prefixes) {
        return new Instance(directors, columns, prefixes, frozen, losses);
    }

    public int units() {
        return current.size();
    }

    /** Ranks that matter: behind them nobody is reached by a loss that is to be tolerated. */
    public int ranks() {
        return losses + 1;
    }

    public boolean newcomer(int unit) {
        return current.get(unit).isEmpty();
    }

    /** The first ranks of the current order. */
    public int[] currentPrefix(int unit) {
        return current.get(unit).stream()
                .limit(ranks())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The columns of two units hold the same amounts. */
    boolean sameAmounts(int one, int other) {
        return columns.stream()
                .allMatch(column ->
                        column.amounts().get(one).equals(column.amounts().get(other)));
    }

    boolean sameCapacities(int one, int other) {
        return columns.stream()
                .allMatch(column -> column.capacities()
                                .get(one)
                                .equals(column.capacities().get(other))
                        && column.checked().get(one).equals(column.checked().get(other)));
    }

    /** The largest share of what all directors have together. */
    Fraction size(int unit) {
        return columns.stream()
                .map(column -> new Fraction(
                        column.amounts().get(unit),
                        column.capacities().stream().mapToLong(Long::longValue).sum()))
                .reduce(Fraction.ZERO, Fraction::max);
    }

    /** The sets of directors that may be lost at once as bits, the empty one first, small before large. */
    int[] lossSets() {
        return IntStream.rangeClosed(0, losses)
                .flatMap(size -> IntStream.iterate((1 << size) - 1, set -> set < (1 << directors), Instance::next)
                        .limit(size == 0 ? 1 : Long.MAX_VALUE))
                .toArray();
    }

    /** The next larger number with as many bits set. */
    private static int next(int set) {
        int lowest = set & -set;
        int carried = set + lowest;
        return lowest == 0 ? 0 : carried | (((set ^ carried) >>> 2) / lowest);
    }
}
