package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.BitSet;

/** Prefixes under construction, with their loads, the changes they mean and what they use up. Owned by one search. */
final class Draft {
    private final Space space;
    private final Instance instance;
    private final Loads loads;
    private final int[] chosen;
    private final Spreading spreading;
    private final Routers routers;
    private int moves;
    private int reorders;

    /** Nobody is placed yet. */
    Draft(Space space) {
        this.space = space;
        instance = space.instance;
        loads = new Loads(instance, space.losses);
        chosen = new int[instance.items()];
        Arrays.fill(chosen, Prefixes.NONE);
        spreading = new Spreading(space);
        routers = new Routers(space);
    }

    /** @param prefixes of each item; {@link Prefixes#NONE}: not placed */
    Draft(Space space, int[] prefixes) {
        this(space);
        long[][] together = new long[space.prefixes.count()][instance.columns()];
        BitSet used = new BitSet(together.length);
        for (int item = 0; item < chosen.length; item++) {
            if (prefixes[item] != Prefixes.NONE) {
                chosen[item] = prefixes[item];
                count(item, 1);
                used.set(prefixes[item]);
                instance.add(item, together[prefixes[item]]);
            }
        }
        used.stream().forEach(prefix -> loads.changeExact(together[prefix], space.prefixes.get(prefix), 0, 1));
        loads.refresh();
    }

    /** In one go, cheaper than one after the other. */
    void reset(int[] prefixes) {
        for (int item = 0; item < chosen.length; item++) {
            if (chosen[item] != prefixes[item]) {
                exchange(item, prefixes[item]);
            }
        }
        loads.refresh();
    }

    private void exchange(int item, int prefix) {
        if (chosen[item] != Prefixes.NONE) {
            loads.changeExact(item, space.prefixes.get(chosen[item]), 0, -1);
            count(item, -1);
        }
        chosen[item] = prefix;
        if (prefix != Prefixes.NONE) {
            loads.changeExact(item, space.prefixes.get(prefix), 0, 1);
            count(item, 1);
        }
    }

    Space space() {
        return space;
    }

    Loads loads() {
        return loads;
    }

    Spreading spreading() {
        return spreading;
    }

    int prefix(int item) {
        return chosen[item];
    }

    int[] prefixes() {
        return chosen.clone();
    }

    void clear(int item) {
        loads.change(item, space.prefixes.get(chosen[item]), 0, -1);
        count(item, -1);
        chosen[item] = Prefixes.NONE;
    }

    /** The item has no prefix before. */
    void assign(int item, int prefix) {
        chosen[item] = prefix;
        loads.change(item, space.prefixes.get(prefix), 0, 1);
        count(item, 1);
    }

    /** As {@link #assign}, where the load of the first rank is there already. */
    void complete(int item, int prefix) {
        chosen[item] = prefix;
        loads.change(item, space.prefixes.get(prefix), 1, 1);
        count(item, 1);
    }

    void replace(int item, int prefix) {
        clear(item);
        assign(item, prefix);
    }

    private void count(int item, int sign) {
        int prefix = chosen[item];
        spreading.change(item, prefix, sign);
        routers.change(item, prefix, sign);
        if (isMove(item, prefix)) {
            moves += sign * instance.item(item).units();
        } else if (isReorder(item, prefix)) {
            reorders += sign * instance.item(item).units();
        }
    }

    boolean isMove(int item, int prefix) {
        int standing = space.standing(item);
        return standing != Prefixes.NONE && space.prefixes.first(standing) != space.prefixes.first(prefix);
    }

    boolean isReorder(int item, int prefix) {
        int standing = space.standing(item);
        return standing != Prefixes.NONE && standing != prefix && !isMove(item, prefix);
    }

    int moves() {
        return moves;
    }

    int reorders() {
        return reorders;
    }

    /** Whether spreading and identifiers let the item, which has none now, have the prefix. Its own terms are not looked at. */
    boolean admits(int item, int prefix) {
        return spreading.admits(item, prefix) && routers.admits(item, prefix);
    }

    /** Whether spreading and identifiers allow for everything that is placed. */
    boolean isAdmissible() {
        return spreading.isKeptTo() && routers.areEnough();
    }

    /** Whether every item that has a prefix leaves each level as it should be. */
    boolean fits() {
        Share share = new Share();
        loads.peak(instance.losses(), Loads.Measure.CHECKED, share);
        return share.compareTo(Fraction.ONE) <= 0;
    }

    /** The highest share of a checked capacity after that many losses, at least 1. */
    Fraction overload(int level) {
        return Fraction.max(Fraction.ONE, loads.peak(level, Loads.Measure.CHECKED));
    }

    Fraction worst() {
        return loads.peak(instance.losses(), Loads.Measure.BALANCED);
    }

    Fraction normal() {
        return loads.peak(0, Loads.Measure.BALANCED);
    }
}
