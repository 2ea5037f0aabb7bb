package io.ipvsoperator.operator.placement.search;

import java.util.List;
import java.util.stream.IntStream;

/** How often each director is active for each group that is to be spread. Owned by one draft. */
final class Spreading {
    private final Space space;
    private final List<Integer> most;
    private final int[][] active;
    private final int[][] standing;

    Spreading(Space space) {
        this.space = space;
        most = space.instance.limits().active();
        active = new int[most.size()][space.instance.directors()];
        standing = new int[most.size()][space.instance.directors()];
        for (int item = 0; !most.isEmpty() && item < space.instance.items(); item++) {
            if (space.standing(item) != Prefixes.NONE) {
                add(standing, item, space.prefixes.first(space.standing(item)), 1);
            }
        }
    }

    void change(int item, int prefix, int sign) {
        if (!most.isEmpty()) {
            changeFirst(item, space.prefixes.first(prefix), sign);
        }
    }

    void changeFirst(int item, int director, int sign) {
        add(active, item, director, sign);
    }

    private void add(int[][] counts, int item, int director, int sign) {
        for (int group : space.instance.item(item).spread()) {
            counts[group][director] += sign;
        }
    }

    boolean isKeptTo() {
        return IntStream.range(0, most.size())
                .allMatch(group -> IntStream.range(0, active[group].length)
                        .allMatch(director -> active[group][director] <= most(group, director)));
    }

    /** What stands is no offence: nothing moves for the sake of spreading alone. */
    private int most(int group, int director) {
        return Math.max(most.get(group), standing[group][director]);
    }

    boolean admits(int item, int prefix) {
        return most.isEmpty() || admitsFirst(item, space.prefixes.first(prefix));
    }

    boolean admitsFirst(int item, int director) {
        if (space.instance.item(item).spread().isEmpty()) {
            return true;
        }
        changeFirst(item, director, 1);
        boolean admitted = space.instance.item(item).spread().stream()
                .allMatch(group -> active[group][director] <= most(group, director));
        changeFirst(item, director, -1);
        return admitted;
    }
}
