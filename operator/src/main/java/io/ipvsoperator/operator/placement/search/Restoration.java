package io.ipvsoperator.operator.placement.search;

/** Items go back to their home orders, all at once or as many as everything still fits with. Owned by one search. */
final class Restoration {
    private final Space space;
    private final Share share = new Share();

    Restoration(Space space) {
        this.space = space;
    }

    Solution of(Solution kept) {
        int[] prefixes = kept.prefixes().stream().mapToInt(space::number).toArray();
        Draft together = new Draft(space, prefixes);
        boolean fits = together.fits();
        for (int item : space.instance.bySize()) {
            if (isAway(together, item)) {
                together.replace(item, home(item));
            }
        }
        if (together.fits() && together.isAdmissible()) {
            return Solution.of(together, kept.exact(), kept.cutShort(), kept.bound());
        }
        Draft draft = new Draft(space, prefixes);
        while (fits && someWentHome(draft)) {
            fits = draft.fits();
        }
        return Solution.of(draft, false, kept.cutShort(), kept.bound());
    }

    private int home(int item) {
        return space.number(space.instance.item(item).home());
    }

    private boolean isAway(Draft draft, int item) {
        int home = home(item);
        return home != Prefixes.NONE && home != draft.prefix(item) && space.permits(item, home);
    }

    private boolean someWentHome(Draft draft) {
        boolean some = false;
        for (int item : space.instance.bySize()) {
            if (isAway(draft, item)) {
                int before = draft.prefix(item);
                draft.clear(item);
                boolean goes = draft.admits(item, home(item)) && fits(draft, item);
                draft.assign(item, goes ? home(item) : before);
                some |= goes;
            }
        }
        return some;
    }

    private boolean fits(Draft draft, int item) {
        int[] directors = space.prefixes.get(home(item));
        int level = space.instance.losses();
        draft.loads().raiseBy(item, directors, 0, level, Loads.Measure.CHECKED, share.clear());
        return share.compareTo(Fraction.ONE) <= 0;
    }
}
