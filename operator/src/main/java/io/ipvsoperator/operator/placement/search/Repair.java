package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Ends overloads where many items stand: on a director that would be overloaded the largest needed ones get other prefixes, which
 * overload nobody. Those that cost nothing first, then re-orderings, then moves.
 */
final class Repair {
    private final Draft draft;
    private final Space space;
    private final int level;
    private final Steps all;
    private long trialsLeft;
    private final Share share = new Share();
    private final Share least = new Share();

    /**
     * @param trials of prefixes, of its own; a change of an item counts as many as it costs
     * @param all is told when those were used up
     */
    Repair(Draft draft, int trials, Steps all) {
        this.draft = draft;
        this.all = all;
        trialsLeft = trials;
        space = draft.space();
        level = space.instance.losses();
    }

    /** Whether everything fits. */
    boolean run() {
        while (!draft.fits()) {
            boolean relieved = relieved(draft.loads().critical(level, Loads.Measure.CHECKED));
            if (trialsLeft <= 0) {
                all.endedEarly();
            }
            if (trialsLeft <= 0 || !relieved) {
                return draft.fits();
            }
        }
        return true;
    }

    private boolean relieved(Loads.Critical where) {
        long excess = excess(where);
        Integer[] items = Arrays.stream(space.instance.bySize())
                .filter(item -> space.instance.amount(item, where.column()) > 0 && isOn(where, item))
                .boxed()
                .sorted(Comparator.comparing(item -> !space.open(item)))
                .toArray(Integer[]::new);
        boolean relieved = false;
        for (Cost most : Cost.values()) {
            for (int i = 0; i < items.length && excess > 0 && trialsLeft > 0; i++) {
                boolean needed = isSmallestNeeded(items, i, where, excess);
                if (needed && isOn(where, items[i]) && changed(items[i], where, most)) {
                    relieved = true;
                    excess = excess(where);
                }
            }
        }
        return relieved;
    }

    /** What a change may cost. */
    private enum Cost {
        REORDER,
        MOVE
    }

    /** As long as a smaller one ends the overload, too, the larger one stays. */
    private boolean isSmallestNeeded(Integer[] items, int i, Loads.Critical where, long excess) {
        boolean smaller = i + 1 < items.length
                && space.open(items[i]) == space.open(items[i + 1])
                && space.instance.amount(items[i + 1], where.column()) >= excess;
        return !smaller;
    }

    private long excess(Loads.Critical where) {
        return draft.loads().load(where.loss(), where.director(), where.column())
                - space.instance.capacity(where.column(), where.director());
    }

    private boolean isOn(Loads.Critical where, int item) {
        int[] prefix = space.prefixes.get(draft.prefix(item));
        return prefix[space.losses.survivingRank(where.loss(), prefix)] == where.director();
    }

    /** The prefix that leaves the lowest peak among those that take the item away from where it is too much. */
    private boolean changed(int item, Loads.Critical where, Cost most) {
        int before = draft.prefix(item);
        int[] permitted = candidates(item);
        trialsLeft -= permitted.length + 2L * draft.loads().trialsOfAChange();
        draft.clear(item);
        int best = Prefixes.NONE;
        least.clear();
        for (int prefix : permitted) {
            if (affordable(item, prefix, before, most) && draft.admits(item, prefix) && leaves(where, prefix)) {
                added(item, prefix, before);
                if (share.compareTo(Fraction.ONE) <= 0 && (best == Prefixes.NONE || share.compareTo(least) < 0)) {
                    best = prefix;
                    least.set(share);
                }
            }
        }
        draft.assign(item, best == Prefixes.NONE ? before : best);
        return best != Prefixes.NONE;
    }

    private int[] candidates(int item) {
        return space.prefixes.count() <= Space.SOME_PREFIXES
                ? space.permitted(item)
                : space.permitted(item, space.prefixes.near(draft.prefix(item)));
    }

    private boolean affordable(int item, int prefix, int before, Cost most) {
        return space.standing(item) == Prefixes.NONE
                || most == Cost.MOVE
                || !draft.isMove(item, prefix)
                || draft.isMove(item, before);
    }

    private boolean leaves(Loads.Critical where, int prefix) {
        int[] directors = space.prefixes.get(prefix);
        return directors[space.losses.survivingRank(where.loss(), directors)] != where.director();
    }

    /** Ranks that stay as they were are no worse than before. */
    private void added(int item, int prefix, int before) {
        int[] directors = space.prefixes.get(prefix);
        int from = space.prefixes.common(prefix, before);
        draft.loads().raiseBy(item, directors, from, level, Loads.Measure.CHECKED, share.clear());
    }
}
