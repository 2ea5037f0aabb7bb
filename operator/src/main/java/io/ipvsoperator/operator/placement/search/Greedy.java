package io.ipvsoperator.operator.placement.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Newcomers around what stands: the largest first, all their active directors before any that takes over. */
final class Greedy {
    private final Instance instance;
    private final int[][] prefixes;
    private final Loads loads;

    private Greedy(Instance instance, int[][] prefixes) {
        this.instance = instance;
        this.prefixes = prefixes;
        this.loads = new Loads(instance);
    }

    /** @param standing the prefix of each unit; an empty one is filled in */
    static int[][] fill(Instance instance, int[][] standing) {
        Greedy greedy = new Greedy(instance, standing.clone());
        greedy.fill();
        return greedy.prefixes;
    }

    private void fill() {
        List<Integer> open = new ArrayList<>();
        for (int unit = 0; unit < prefixes.length; unit++) {
            if (prefixes[unit].length == 0) {
                open.add(unit);
            } else {
                loads.add(unit, prefixes[unit]);
            }
        }
        open.sort(Comparator.comparing(instance::size).reversed());
        for (int rank = 1; rank <= instance.ranks(); rank++) {
            open.forEach(this::extend);
        }
    }

    /** One rank more: the director that is loaded least when everybody before it is lost. */
    private void extend(int unit) {
        int[] prefix = prefixes[unit];
        int[] longer = Arrays.copyOf(prefix, prefix.length + 1);
        int lost = Arrays.stream(prefix).reduce(0, (set, director) -> set | (1 << director));
        loads.remove(unit, prefix);
        int best = -1;
        Fraction least = Fraction.ZERO;
        for (int director = 0; director < instance.directors(); director++) {
            if (((lost >> director) & 1) == 0) {
                longer[prefix.length] = director;
                loads.add(unit, longer);
                Fraction share = loads.worstOf(director, lost);
                loads.remove(unit, longer);
                if (best < 0 || share.compareTo(least) < 0) {
                    best = director;
                    least = share;
                }
            }
        }
        longer[prefix.length] = best;
        prefixes[unit] = longer;
        loads.add(unit, longer);
    }
}
