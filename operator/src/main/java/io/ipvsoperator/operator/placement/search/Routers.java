package io.ipvsoperator.operator.placement.search;

/** How many virtual routers the orders of a draft need: items with one order share one, unless they have their own. Owned by one draft. */
final class Routers {
    private final Instance instance;
    private final int most;
    private final int[] sharing;
    private final int[] own;
    private int needed;

    Routers(Space space) {
        instance = space.instance;
        most = instance.limits().orders();
        sharing = new int[space.prefixes.count()];
        own = new int[space.prefixes.count()];
    }

    void change(int item, int prefix, int sign) {
        if (instance.item(item).ownRouter()) {
            needed += sign;
            needed -= shared(prefix);
            own[prefix] += sign;
            needed += shared(prefix);
        } else {
            needed -= shared(prefix);
            sharing[prefix] += sign;
            needed += shared(prefix);
        }
    }

    /** One that nobody has for itself, for all that share it. */
    private int shared(int prefix) {
        return sharing[prefix] > 0 && own[prefix] == 0 ? 1 : 0;
    }

    boolean admits(int item, int prefix) {
        if (most == Integer.MAX_VALUE || sharing[prefix] > 0) {
            return true;
        }
        int before = needed;
        change(item, prefix, 1);
        boolean admitted = needed <= most || needed <= before;
        change(item, prefix, -1);
        return admitted;
    }
}
