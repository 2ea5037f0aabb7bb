package io.ipvsoperator.operator.placement.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Beginnings of failover orders. */
final class Prefixes {
    private Prefixes() {}

    /** n! / (n - ranks)!, or the limit if that is less. */
    static int count(Instance instance, int limit) {
        int count = 1;
        for (int rank = 0; rank < instance.ranks() && count < limit; rank++) {
            count *= instance.directors() - rank;
        }
        return Math.min(count, limit);
    }

    /** All of them, by the numbers of their directors. */
    static List<int[]> all(Instance instance) {
        List<int[]> prefixes = List.of(new int[0]);
        for (int rank = 0; rank < instance.ranks(); rank++) {
            List<int[]> longer = new ArrayList<>();
            for (int[] prefix : prefixes) {
                for (int director = 0; director < instance.directors(); director++) {
                    if (!contains(prefix, director)) {
                        longer.add(appended(prefix, director));
                    }
                }
            }
            prefixes = longer;
        }
        return prefixes;
    }

    /** Those that differ in one rank, or by an exchange of two. */
    static List<int[]> near(Instance instance, int[] prefix) {
        List<int[]> near = new ArrayList<>();
        for (int rank = 0; rank < prefix.length; rank++) {
            for (int director = 0; director < instance.directors(); director++) {
                int[] changed = prefix.clone();
                int other = indexOf(prefix, director);
                if (other > rank) {
                    changed[other] = prefix[rank];
                }
                if (other < 0 || other > rank) {
                    changed[rank] = director;
                    near.add(changed);
                }
            }
        }
        return near;
    }

    static boolean contains(int[] prefix, int director) {
        return indexOf(prefix, director) >= 0;
    }

    private static int indexOf(int[] prefix, int director) {
        for (int rank = 0; rank < prefix.length; rank++) {
            if (prefix[rank] == director) {
                return rank;
            }
        }
        return -1;
    }

    static int[] appended(int[] prefix, int director) {
        int[] longer = Arrays.copyOf(prefix, prefix.length + 1);
        longer[prefix.length] = director;
        return longer;
    }
}
