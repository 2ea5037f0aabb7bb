package io.ipvsoperator.operator.placement.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A problem over numbers: directors that are available, items to place on them, and columns of load. Read-only, for one thread. */
public final class Instance {
    private final int directors;
    private final int losses;
    private final List<Item> items;
    private final Limits limits;
    private final boolean frozen;
    private final long[][] amounts;
    private final long[][] capacities;
    private final boolean[][] checked;
    private final boolean[] balanced;
    private final boolean plain;
    private int[] bySize = {};

    /**
     * One sum per director.
     *
     * @param amounts of each item
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

    /**
     * Units that have one order.
     *
     * @param standing the directors by rank as of now; empty for newcomers
     * @param home those to go back to; empty when there are none
     * @param pin who has to be active; -1: anybody
     * @param allowed bits of those that take the first ranks, as far as they last
     * @param units how many it stands for
     * @param ownRouter it has virtual routers of its own; otherwise items with one order can share them
     * @param whole a number that stands for the order as it stands down to its last rank, as items can share a router only if
     *     they agree on all of it; -1: it is of no matter
     * @param spread numbers of the groups of its units that are to be spread
     */
    public record Item(
            List<Integer> standing,
            List<Integer> home,
            int pin,
            int allowed,
            int units,
            boolean ownRouter,
            int whole,
            List<Integer> spread) {
        public static final int NO_MATTER = -1;

        public Item {
            standing = List.copyOf(standing);
            home = List.copyOf(home);
            spread = List.copyOf(spread);
        }

        /** One unit that asks for nothing. */
        public static Item free(List<Integer> standing, int directors) {
            return free(standing, directors, NO_MATTER);
        }

        /** The same, where routers are counted. */
        public static Item free(List<Integer> standing, int directors, int whole) {
            return new Item(standing, List.of(), -1, (1 << directors) - 1, 1, false, whole, List.of());
        }

        Item standingAs(List<Integer> order, int otherWhole) {
            return new Item(order, home, pin, allowed, units, ownRouter, otherWhole, spread);
        }
    }

    /**
     * @param orders different orders that there may be of items without routers of their own
     * @param active of each group that is spread, how often one director may be active for it
     */
    public record Limits(int orders, List<Integer> active) {
        public static final Limits NONE = new Limits(Integer.MAX_VALUE, List.of());

        public Limits {
            active = List.copyOf(active);
        }
    }

    /**
     * @param frozen standing orders stay as they are, even when that overloads
     * @param losses how many directors may be lost at once, less than there are
     */
    public Instance(int directors, int losses, List<Column> columns, List<Item> items, Limits limits, boolean frozen) {
        if (losses < 0 || losses >= directors || directors > Integer.SIZE - 2) {
            throw new IllegalArgumentException("losses are " + losses + " of " + directors
                    + " directors but must be at least 0, less than the directors, of which there may be 30");
        }
        this.directors = directors;
        this.losses = losses;
        this.items = List.copyOf(items);
        this.limits = limits;
        this.frozen = frozen;
        int width = columns.size();
        amounts = new long[items.size()][width];
        capacities = new long[width][directors];
        checked = new boolean[width][directors];
        balanced = new boolean[width];
        for (int column = 0; column < width; column++) {
            fill(column, columns.get(column));
        }
        plain = IntStream.range(0, width)
                .allMatch(column ->
                        balanced[column] && IntStream.range(0, directors).allMatch(d -> checked[column][d]));
    }

    private Instance(Instance other, List<Item> items) {
        directors = other.directors;
        losses = other.losses;
        this.items = List.copyOf(items);
        limits = other.limits;
        frozen = other.frozen;
        amounts = other.amounts;
        capacities = other.capacities;
        checked = other.checked;
        balanced = other.balanced;
        plain = other.plain;
        bySize = other.bySize;
    }

    /** The same with other standing orders: how the next search finds an answer to this one. */
    Instance settledOn(List<List<Integer>> prefixes) {
        Map<List<Integer>, Integer> wholes = new HashMap<>();
        int next = 0;
        for (int item = 0; item < prefixes.size(); item++) {
            next = Math.max(next, items.get(item).whole() + 1);
            if (stays(item, prefixes)) {
                wholes.putIfAbsent(prefixes.get(item), items.get(item).whole());
            }
        }
        List<Item> settled = new ArrayList<>(prefixes.size());
        for (int item = 0; item < prefixes.size(); item++) {
            List<Integer> prefix = prefixes.get(item);
            int fresh = next + wholes.size();
            settled.add(items.get(item)
                    .standingAs(
                            prefix,
                            stays(item, prefixes)
                                    ? items.get(item).whole()
                                    : wholes.computeIfAbsent(prefix, _ -> fresh)));
        }
        return new Instance(this, settled);
    }

    private boolean stays(int item, List<List<Integer>> prefixes) {
        return items.get(item).standing().equals(prefixes.get(item));
    }

    /** The same directors and losses, with other columns over plain items. */
    public Instance having(List<Column> columns, int count) {
        Item item = Item.free(List.of(), directors);
        return new Instance(directors, losses, columns, Collections.nCopies(count, item), Limits.NONE, frozen);
    }

    private void fill(int column, Column values) {
        for (int item = 0; item < items.size(); item++) {
            amounts[item][column] = values.amounts().get(item);
        }
        for (int director = 0; director < directors; director++) {
            capacities[column][director] = values.capacities().get(director);
            checked[column][director] = values.checked().get(director);
        }
        balanced[column] = values.balanced();
    }

    /** By the largest share of what all directors have together, the largest first. */
    private int[] sorted(int[] some) {
        if (balanced.length == 1) {
            return Arrays.stream(some)
                    .boxed()
                    .sorted(Comparator.comparingLong(item -> -amounts[item][0]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        long[] all = new long[balanced.length];
        for (int column = 0; column < all.length; column++) {
            all[column] = Arrays.stream(capacities[column]).reduce(0, Math::addExact);
        }
        Fraction[] sizes = new Fraction[items.size()];
        for (int item : some) {
            sizes[item] = size(item, all);
        }
        return Arrays.stream(some)
                .boxed()
                .sorted(Comparator.<Integer, Fraction>comparing(item -> sizes[item])
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private Fraction size(int item, long[] all) {
        Fraction size = Fraction.ZERO;
        for (int column = 0; column < all.length; column++) {
            size = Fraction.max(size, new Fraction(amounts[item][column], all[column]));
        }
        return size;
    }

    public int directors() {
        return directors;
    }

    public int losses() {
        return losses;
    }

    /** Ranks that matter: behind them nobody is reached by a loss that is to be tolerated. */
    public int ranks() {
        return losses + 1;
    }

    int items() {
        return items.size();
    }

    public Item item(int item) {
        return items.get(item);
    }

    public Limits limits() {
        return limits;
    }

    /** Whether items need different routers though they stand alike as far as ranks matter: no search changes ranks behind those. */
    boolean tailsMatter() {
        Map<List<Integer>, Integer> wholes = new HashMap<>();
        for (Item item : items) {
            if (item.whole() != Item.NO_MATTER
                    && wholes.computeIfAbsent(item.standing(), _ -> item.whole()) != item.whole()) {
                return true;
            }
        }
        return false;
    }

    /** That all items together stand for. */
    int units() {
        int units = 0;
        for (Item item : items) {
            units += item.units();
        }
        return units;
    }

    /** Items with routers of their own. */
    int owners() {
        int owners = 0;
        for (Item item : items) {
            owners += item.ownRouter() ? 1 : 0;
        }
        return owners;
    }

    boolean frozen() {
        return frozen;
    }

    int columns() {
        return balanced.length;
    }

    long amount(int item, int column) {
        return amounts[item][column];
    }

    /** By column; not to be written to. */
    long[] amounts(int item) {
        return amounts[item];
    }

    /** @param sum by column */
    void add(int item, long[] sum) {
        for (int column = 0; column < sum.length; column++) {
            sum[column] += amounts[item][column];
        }
    }

    long capacity(int column, int director) {
        return capacities[column][director];
    }

    boolean checked(int column, int director) {
        return checked[column][director];
    }

    boolean balanced(int column) {
        return balanced[column];
    }

    /** Whether every column is balanced and checked on every director: then an overload is a peak above 1. */
    public boolean plain() {
        return plain;
    }

    /** The largest first; not to be written to. */
    int[] bySize() {
        if (bySize.length < items.size()) {
            bySize = sorted(IntStream.range(0, items.size()).toArray());
        }
        return bySize;
    }

    /** Those of some items, which are given in the order of their numbers. */
    int[] bySize(int[] some) {
        return some.length == items.size() ? bySize() : sorted(some);
    }

    public boolean newcomer(int item) {
        return items.get(item).standing().isEmpty();
    }

    boolean sameAmounts(int one, int other) {
        return Arrays.equals(amounts[one], amounts[other]);
    }

    /** No column tells the two apart. */
    boolean sameCapacities(int one, int other) {
        for (int column = 0; column < balanced.length; column++) {
            if (capacities[column][one] != capacities[column][other]
                    || checked[column][one] != checked[column][other]) {
                return false;
            }
        }
        return true;
    }
}
