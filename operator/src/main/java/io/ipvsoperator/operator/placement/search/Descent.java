package io.ipvsoperator.operator.placement.search;

import java.util.stream.IntStream;

/**
 * Small steps to a lower peak of one level: an item that is part of the highest load gets another prefix, or exchanges its own
 * with another item. A step is taken when everything it adds to ends below the peak, so the same draft never comes back.
 */
final class Descent {
    private static final int ITEMS_OF_A_STEP = 48;
    private static final int PARTNERS = 40;
    private static final int FEW_PREFIXES = 300;
    /** What an exchange costs at least beside a trial of one prefix. */
    private static final int LEAST_TRIALS_OF_AN_EXCHANGE = 40;

    private static final int CHANGES_OF_AN_EXCHANGE = 4;
    private static final int ITEMS_LOOKED_AT_IN_A_TRIAL = 10;

    private final Draft draft;
    private final Space space;
    private final int level;
    private final Loads.Measure measure;
    private final Ceilings ceilings;
    private final int[] mayChange;
    private final int[] some;
    private final int trialsOfAChange;
    private final Share peak = new Share();
    private final Share share = new Share();
    private final Steps steps;
    private int trialsLeft;
    private Loads.Critical highest = new Loads.Critical(Losses.NONE, 0, 0);

    /**
     * @param level how many directors are lost
     * @param mayChange items, the largest first
     * @param some prefixes to try when there are too many to try all
     */
    Descent(
            Draft draft,
            int level,
            Loads.Measure measure,
            Ceilings ceilings,
            int[] mayChange,
            int[] some,
            Steps steps) {
        this.draft = draft;
        this.space = draft.space();
        this.level = level;
        this.measure = measure;
        this.ceilings = ceilings;
        this.mayChange = mayChange;
        this.some = some;
        this.steps = steps;
        trialsLeft = steps.ofTheNextDescent();
        trialsOfAChange = draft.loads().trialsOfAChange();
    }

    /** Until the peak is no higher than the target, or no step is left. */
    void run(Fraction target) {
        int all = trialsLeft;
        boolean stepped = true;
        while (trialsLeft > 0 && stepped) {
            draft.loads().peak(level, measure, peak.clear());
            stepped = peak.compareTo(target) > 0 && step();
        }
        steps.descended(all - trialsLeft, trialsLeft > 0);
    }

    private boolean step() {
        highest = draft.loads().critical(level, measure);
        int[] critical = critical();
        trialsLeft -= mayChange.length / ITEMS_LOOKED_AT_IN_A_TRIAL;
        for (int place : critical) {
            if (trialsLeft > 0 && moved(mayChange[place])) {
                return true;
            }
        }
        for (int place : critical) {
            if (trialsLeft > 0 && exchanged(place)) {
                return true;
            }
        }
        return false;
    }

    /** Items that make up the highest load, some of all sizes, by their places among those that may change. */
    private int[] critical() {
        int[] places = IntStream.range(0, mayChange.length)
                .filter(place -> isCritical(mayChange[place]))
                .toArray();
        if (places.length <= ITEMS_OF_A_STEP) {
            return places;
        }
        int[] sample = new int[ITEMS_OF_A_STEP];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = places[(int) ((long) i * places.length / sample.length)];
        }
        return sample;
    }

    private boolean isCritical(int item) {
        return draft.prefix(item) != Prefixes.NONE
                && space.instance.amount(item, highest.column()) > 0
                && isOnHighest(draft.prefix(item));
    }

    private boolean isOnHighest(int prefix) {
        int[] directors = space.prefixes.get(prefix);
        int rank = space.losses.survivingRank(highest.loss(), directors);
        return rank >= 0 && directors[rank] == highest.director();
    }

    private int[] candidates(int item) {
        if (space.prefixes.count() <= FEW_PREFIXES) {
            return space.permitted(item);
        }
        int[] near = some.length > 0 && some.length <= FEW_PREFIXES ? some : space.prefixes.near(draft.prefix(item));
        return space.free(item) ? near : space.permitted(item, near);
    }

    private boolean moved(int item) {
        int[] candidates = candidates(item);
        int before = draft.prefix(item);
        trialsLeft -= 2 * trialsOfAChange;
        draft.clear(item);
        int best = Prefixes.NONE;
        Share least = new Share();
        least.set(peak);
        for (int prefix : candidates) {
            trialsLeft--;
            added(item, prefix, before);
            if (share.compareTo(least) < 0 && !isOnHighest(prefix) && admitted(item, prefix)) {
                added(item, prefix, before);
                least.set(share);
                best = prefix;
            }
        }
        draft.assign(item, best == Prefixes.NONE ? before : best);
        return best != Prefixes.NONE;
    }

    /** Ranks that stay as they were are no higher than before. */
    private void added(int item, int prefix, int before) {
        int from = Math.min(space.prefixes.common(prefix, before), level + 1);
        draft.loads().raiseBy(item, space.prefixes.get(prefix), from, level, measure, share.clear());
    }

    private boolean admitted(int item, int prefix) {
        return draft.admits(item, prefix) && ceilings.admit(draft, item, prefix, share);
    }

    /** The next smaller ones in steps that grow. */
    private boolean exchanged(int place) {
        for (int partner = 1, distance = 1; partner <= PARTNERS; partner++, distance += 1 + distance / 4) {
            if (place + distance < mayChange.length && exchanged(mayChange[place], mayChange[place + distance])) {
                return true;
            }
        }
        return false;
    }

    private boolean exchanged(int item, int other) {
        int mine = draft.prefix(item);
        int theirs = draft.prefix(other);
        if (theirs == Prefixes.NONE
                || isOnHighest(theirs)
                || !space.permits(item, theirs)
                || !space.permits(other, mine)) {
            return false;
        }
        trialsLeft -= Math.max(LEAST_TRIALS_OF_AN_EXCHANGE, CHANGES_OF_AN_EXCHANGE * trialsOfAChange);
        draft.clear(item);
        draft.clear(other);
        if (placed(item, theirs, mine)) {
            if (placed(other, mine, theirs)) {
                return true;
            }
            draft.clear(item);
        }
        draft.assign(item, mine);
        draft.assign(other, theirs);
        return false;
    }

    private boolean placed(int item, int prefix, int before) {
        added(item, prefix, before);
        boolean good = share.compareTo(peak) < 0 && admitted(item, prefix);
        if (good) {
            draft.assign(item, prefix);
        }
        return good;
    }
}
