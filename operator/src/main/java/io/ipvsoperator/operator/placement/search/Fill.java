package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A first draft of what is open, around what stands: the largest first. */
final class Fill {
    /** Prefixes looked at for all items together; where there are more of them only some are looked at. */
    private static final int MOST_LOOKS = 20_000_000;

    private final Space space;
    private final Draft draft;
    private final Steps steps;
    private final Share share = new Share();
    private final Share least = new Share();

    /** @param steps is told where not all prefixes are looked at */
    Fill(Draft draft, Steps steps) {
        this.draft = draft;
        this.steps = steps;
        space = draft.space();
    }

    /** Each where it leaves the lowest peak, then where the load of normal times is lowest. */
    void byPeak(int[] some) {
        int[] open = unplaced();
        int[] few = evenlyChosen(some, open.length);
        for (int item : open) {
            draft.assign(item, lowest(item, candidates(item, few)));
        }
    }

    private int[] unplaced() {
        return Arrays.stream(space.openBySize())
                .filter(item -> draft.prefix(item) == Prefixes.NONE)
                .toArray();
    }

    private int[] evenlyChosen(int[] prefixes, int items) {
        int most = Math.max(1, MOST_LOOKS / Math.max(1, items));
        if (prefixes.length <= most) {
            return prefixes;
        }
        steps.endedEarly();
        return IntStream.range(0, most)
                .map(place -> prefixes[(int) ((long) place * prefixes.length / most)])
                .toArray();
    }

    private int lowest(int item, int[] candidates) {
        int best = Prefixes.NONE;
        Share normal = new Share();
        Share leastNormal = new Share();
        for (int prefix : candidates) {
            if (draft.admits(item, prefix)) {
                int[] directors = space.prefixes.get(prefix);
                draft.loads()
                        .raiseBy(item, directors, 0, space.instance.losses(), Loads.Measure.BALANCED, share.clear());
                int difference = best == Prefixes.NONE ? -1 : share.compareTo(least);
                if (difference <= 0) {
                    draft.loads().raiseBy(item, directors, 0, 0, Loads.Measure.BALANCED, normal.clear());
                }
                if (difference < 0 || (difference == 0 && normal.compareTo(leastNormal) < 0)) {
                    best = prefix;
                    least.set(share);
                    leastNormal.set(normal);
                }
            }
        }
        return best == Prefixes.NONE ? lastResort(item, candidates) : best;
    }

    /** Spreading or identifiers leave nothing: the terms of the item alone count. */
    private int lastResort(int item, int[] candidates) {
        return Arrays.stream(space.permitted(item))
                .filter(prefix -> draft.admits(item, prefix))
                .findFirst()
                .orElse(candidates[0]);
    }

    private int[] candidates(int item, int[] some) {
        int[] candidates = space.free(item) ? some : space.permitted(item, some);
        return candidates.length > 0 ? candidates : space.permitted(item);
    }

    /** Active directors towards the targets of the templates first, then who takes over. */
    void byTargets(Templates templates) {
        long[][] targets = templates.targets(space.instance);
        int[] open = unplaced();
        int[][] byFirst = byFirst(evenlyChosen(templates.prefixes(), open.length / space.instance.directors()));
        int[] first = new int[space.instance.items()];
        long[][] active = new long[space.instance.columns()][space.instance.directors()];
        for (int item : open) {
            first[item] = nearest(item, targets, active, byFirst);
            if (first[item] >= 0) {
                draft.spreading().changeFirst(item, first[item], 1);
            }
            for (int column = 0; first[item] >= 0 && column < active.length; column++) {
                active[column][first[item]] += space.instance.amount(item, column);
            }
        }
        assign(open, first, byFirst);
    }

    private int[][] byFirst(int[] prefixes) {
        return IntStream.range(0, space.instance.directors())
                .mapToObj(director -> Arrays.stream(prefixes)
                        .filter(prefix -> space.prefixes.first(prefix) == director)
                        .toArray())
                .toArray(int[][]::new);
    }

    /** The director whose target is used up least afterwards; -1 when the item asks for something of its own. */
    private int nearest(int item, long[][] targets, long[][] active, int[][] byFirst) {
        int nearest = -1;
        for (int director = 0; space.free(item) && director < byFirst.length; director++) {
            if (byFirst[director].length > 0
                    && targets[0][director] > 0
                    && draft.spreading().admitsFirst(item, director)) {
                share.clear();
                for (int column = 0; column < targets.length; column++) {
                    long load = active[column][director] + space.instance.amount(item, column);
                    share.raise(load, Math.max(1, targets[column][director]));
                }
                if (nearest < 0 || share.compareTo(least) < 0) {
                    nearest = director;
                    least.set(share);
                }
            }
        }
        return nearest;
    }

    private void assign(int[] open, int[] first, int[][] byFirst) {
        for (int item : open) {
            if (first[item] >= 0) {
                draft.loads().changeExact(item, new int[] {first[item]}, 0, 1);
            }
        }
        draft.loads().refresh();
        for (int item : open) {
            if (first[item] >= 0) {
                draft.spreading().changeFirst(item, first[item], -1);
                draft.complete(item, lowestBehind(item, byFirst[first[item]]));
            }
        }
        int[] some = Arrays.stream(byFirst).flatMapToInt(Arrays::stream).toArray();
        byPeak(some);
    }

    private int lowestBehind(int item, int[] candidates) {
        int best = candidates[0];
        boolean found = false;
        for (int prefix : candidates) {
            share.clear();
            draft.loads()
                    .raiseBy(
                            item,
                            space.prefixes.get(prefix),
                            1,
                            space.instance.losses(),
                            Loads.Measure.BALANCED,
                            share);
            if (!found || share.compareTo(least) < 0) {
                found = true;
                best = prefix;
                least.set(share);
            }
        }
        return best;
    }
}
