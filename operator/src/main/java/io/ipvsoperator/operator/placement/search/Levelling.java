package io.ipvsoperator.operator.placement.search;

/**
 * Small steps in the order of what matters: less overload after no loss, after one and so on, then a lower worst case; and a lower
 * peak of normal times where the worst case stays good enough.
 */
final class Levelling {
    /** Worst cases that are so much higher are as good, in percent. */
    static final int TOLERANCE_PERCENT = 1;

    private final int[] mayChange;
    private final int[] some;
    private final Steps steps;

    /**
     * @param mayChange items, the largest first
     * @param some prefixes to try when there are too many to try all
     */
    Levelling(int[] mayChange, int[] some, Steps steps) {
        this.mayChange = mayChange;
        this.some = some;
        this.steps = steps;
    }

    /** Up to which a worst case is as good as the best one; that is nearer to the bound than the best one that was found. */
    static Fraction goodEnough(Fraction found, Fraction bound) {
        Fraction aboveBound = bound.raised(TOLERANCE_PERCENT);
        return found.compareTo(aboveBound) <= 0 ? aboveBound : found.raised(TOLERANCE_PERCENT);
    }

    void lowerWorst(Draft draft, Fraction bound) {
        Instance instance = draft.space().instance;
        Ceilings ceilings = Ceilings.NONE;
        if (!instance.plain() || !draft.fits()) {
            ceilings = lowerOverloads(draft);
        }
        descent(draft, instance.losses(), Loads.Measure.BALANCED, ceilings).run(bound);
    }

    private Ceilings lowerOverloads(Draft draft) {
        Ceilings ceilings = Ceilings.NONE;
        for (int level = 0; level <= draft.space().instance.losses(); level++) {
            descent(draft, level, Loads.Measure.CHECKED, ceilings).run(Fraction.ONE);
            ceilings = ceilings.with(level, Loads.Measure.CHECKED, draft.overload(level));
        }
        return ceilings;
    }

    /** @param limit worst cases up to it are as good as each other */
    void lowerNormal(Draft draft, Fraction limit, Fraction bound) {
        Instance instance = draft.space().instance;
        Ceilings ceilings =
                Ceilings.NONE.with(instance.losses(), Loads.Measure.BALANCED, Fraction.max(limit, draft.worst()));
        if (!instance.plain() || !draft.fits()) {
            for (int level = 0; level <= instance.losses(); level++) {
                ceilings = ceilings.with(level, Loads.Measure.CHECKED, draft.overload(level));
            }
        } else if (Fraction.max(limit, draft.worst()).compareTo(Fraction.ONE) > 0) {
            ceilings = ceilings.with(instance.losses(), Loads.Measure.CHECKED, Fraction.ONE);
        }
        descent(draft, 0, Loads.Measure.BALANCED, ceilings).run(bound);
    }

    private Descent descent(Draft draft, int level, Loads.Measure measure, Ceilings ceilings) {
        return new Descent(draft, level, measure, ceilings, mayChange, some, steps);
    }
}
