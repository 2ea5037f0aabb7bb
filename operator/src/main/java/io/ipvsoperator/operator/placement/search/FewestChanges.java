package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;

/**
 * The fewest moves, then the fewest re-orderings, after which a level stays below a ceiling. Where it does not, one of the items
 * that make up the highest load has to get another prefix: these are tried, each with each prefix, then what is left is looked at
 * in the same way. So with the steps it has it misses nothing that few changes can do.
 */
final class FewestChanges {
    private static final int MOST_MOVES = 3;
    private static final int MOST_REORDERS = 4;
    private static final int MOST_FREE_CHANGES = 3;
    private static final int ITEMS_LOOKED_AT_IN_A_STEP = 20;
    /** Up to there a change of an item is part of the step. */
    private static final int TRIALS_OF_A_STEP = 100;

    private final Draft draft;
    private final Space space;
    private final Loads.Measure measure;
    private final Fraction ceiling;
    private final boolean[] settled;
    private final Share share = new Share();
    private final int stepsOfAChange;
    private int stepsLeft;

    private FewestChanges(Draft draft, Loads.Measure measure, Fraction ceiling, int maximumSteps) {
        this.draft = draft;
        this.measure = measure;
        this.ceiling = ceiling;
        space = draft.space();
        settled = new boolean[space.instance.items()];
        stepsOfAChange = draft.loads().trialsOfAChange() / TRIALS_OF_A_STEP;
        stepsLeft = maximumSteps;
    }

    /** What may be changed still. */
    private record Budget(int moves, int reorders, int free) {}

    /**
     * Changes the draft if it finds something.
     *
     * @param measure of the largest loss
     * @param maximumMoves besides those that the draft has
     * @param maximumSteps of its own
     * @param all is told when those were used up
     */
    static boolean apply(
            Draft draft, Loads.Measure measure, Fraction ceiling, int maximumMoves, int maximumSteps, Steps all) {
        FewestChanges search = new FewestChanges(draft, measure, ceiling, maximumSteps);
        for (int moves = 0; moves <= Math.min(MOST_MOVES, maximumMoves); moves++) {
            for (int reorders = 0; reorders <= MOST_REORDERS && search.stepsLeft > 0; reorders++) {
                if (search.reached(new Budget(moves, reorders, MOST_FREE_CHANGES))) {
                    return true;
                }
            }
        }
        if (search.stepsLeft <= 0) {
            all.endedEarly();
        }
        return false;
    }

    private boolean reached(Budget budget) {
        int level = space.instance.losses();
        stepsLeft -= 1 + settled.length / ITEMS_LOOKED_AT_IN_A_STEP;
        draft.loads().peak(level, measure, share.clear());
        if (share.compareTo(ceiling) <= 0) {
            return true;
        }
        int[] items = on(draft.loads().critical(level, measure));
        boolean reached = false;
        for (int i = 0; i < items.length && !reached && stepsLeft > 0; i++) {
            settled[items[i]] = true;
            reached = changed(items[i], budget);
        }
        if (!reached) {
            Arrays.stream(items).forEach(item -> settled[item] = false);
        }
        return reached;
    }

    /** Those that may change and make up the highest load; none when the others alone are above the ceiling. */
    private int[] on(Loads.Critical where) {
        Instance instance = space.instance;
        int[] all = Arrays.stream(instance.bySize())
                .filter(item -> instance.amount(item, where.column()) > 0 && isOn(where, item))
                .toArray();
        long fixed = Arrays.stream(all)
                .filter(item -> settled[item])
                .mapToLong(item -> instance.amount(item, where.column()))
                .sum();
        share.clear();
        share.raise(fixed, instance.capacity(where.column(), where.director()));
        return share.compareTo(ceiling) > 0
                ? new int[0]
                : Arrays.stream(all).filter(item -> !settled[item]).toArray();
    }

    private boolean isOn(Loads.Critical where, int item) {
        int[] prefix = space.prefixes.get(draft.prefix(item));
        return prefix[space.losses.survivingRank(where.loss(), prefix)] == where.director();
    }

    private boolean changed(int item, Budget budget) {
        int before = draft.prefix(item);
        int[] permitted = space.permitted(item);
        for (int i = 0; i < permitted.length && stepsLeft > 0; i++) {
            int prefix = permitted[i];
            Budget left = after(item, before, prefix, budget);
            stepsLeft--;
            if (prefix != before && left.moves() >= 0 && left.reorders() >= 0 && left.free() >= 0) {
                stepsLeft -= stepsOfAChange;
                draft.clear(item);
                boolean admitted = draft.admits(item, prefix);
                draft.assign(item, admitted ? prefix : before);
                if (admitted && reached(left)) {
                    return true;
                }
                if (admitted) {
                    draft.replace(item, before);
                }
            }
        }
        return false;
    }

    private Budget after(int item, int before, int prefix, Budget budget) {
        if (space.standing(item) == Prefixes.NONE) {
            return new Budget(budget.moves(), budget.reorders(), budget.free() - 1);
        }
        int units = space.instance.item(item).units();
        int moves = (draft.isMove(item, prefix) ? units : 0) - (draft.isMove(item, before) ? units : 0);
        int reorders = (draft.isReorder(item, prefix) ? units : 0) - (draft.isReorder(item, before) ? units : 0);
        return new Budget(budget.moves() - moves, budget.reorders() - reorders, budget.free());
    }
}
