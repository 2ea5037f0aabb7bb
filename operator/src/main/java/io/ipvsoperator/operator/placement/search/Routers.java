package io.ipvsoperator.operator.placement.search;

import java.util.stream.IntStream;

/**
 * How many virtual routers those items of a draft need that have none of their own. Items that stay as they stand share one if
 * they agree on the whole order; all others with the same prefix join one of those, or have one together. Owned by one draft.
 */
final class Routers {
    private final Space space;
    private final Instance instance;
    private final int most;
    /** By number of the whole order, how many items stay in it. */
    private final int[] staying;
    /** By prefix, how many whole orders are stayed in. */
    private final int[] wholes;
    /** By prefix, how many items do not stay. */
    private final int[] joining;

    private int needed;

    Routers(Space space) {
        this.space = space;
        instance = space.instance;
        most = instance.limits().orders();
        staying = new int
                [1
                        + IntStream.range(0, instance.items())
                                .map(item -> instance.item(item).whole())
                                .max()
                                .orElse(0)];
        wholes = new int[space.prefixes.count()];
        joining = new int[space.prefixes.count()];
    }

    void change(int item, int prefix, int sign) {
        if (most == Integer.MAX_VALUE || instance.item(item).ownRouter()) {
            return;
        }
        needed -= on(prefix);
        int whole = instance.item(item).whole();
        if (whole == Instance.Item.NO_MATTER || space.standing(item) != prefix) {
            joining[prefix] += sign;
        } else {
            wholes[prefix] -= staying[whole] > 0 ? 1 : 0;
            staying[whole] += sign;
            wholes[prefix] += staying[whole] > 0 ? 1 : 0;
        }
        needed += on(prefix);
    }

    private int on(int prefix) {
        return Math.max(wholes[prefix], joining[prefix] > 0 ? 1 : 0);
    }

    boolean admits(int item, int prefix) {
        if (most == Integer.MAX_VALUE) {
            return true;
        }
        int before = needed;
        change(item, prefix, 1);
        boolean admitted = needed <= most || needed <= before;
        change(item, prefix, -1);
        return admitted;
    }

    boolean areEnough() {
        return needed <= most;
    }
}
