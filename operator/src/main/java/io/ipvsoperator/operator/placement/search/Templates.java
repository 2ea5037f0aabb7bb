package io.ipvsoperator.operator.placement.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Sets of orders that are no more than there may be, and how much active load each director should get when only they are used.
 */
final class Templates {
    private final int[] prefixes;
    private final int reserves;

    /**
     * @param prefixes by number
     * @param reserves bits of the directors that take over; the others serve in normal times only
     */
    private Templates(int[] prefixes, int reserves) {
        this.prefixes = prefixes;
        this.reserves = reserves;
    }

    /** By number; not to be written to. */
    int[] prefixes() {
        return prefixes;
    }

    /** What to try: all orders; fewer and fewer reserves. At least one. */
    static List<Templates> of(Space space, boolean every) {
        List<Integer> bySize = bySize(space.instance);
        int directors = bySize.size();
        int losses = space.instance.losses();
        List<Templates> made = new ArrayList<>();
        for (int reserves = directors; reserves >= Math.max(1, losses); reserves--) {
            int[] prefixes = prefixes(space, bySize, reserves);
            boolean wanted = every || reserves == directors || reserves <= 2 * losses || made.isEmpty();
            if (wanted && prefixes.length <= most(space)) {
                made.add(new Templates(prefixes, bits(bySize.subList(0, reserves))));
            }
        }
        if (made.isEmpty()) {
            int reserves = Math.max(1, losses);
            int[] prefixes = Arrays.stream(prefixes(space, bySize, reserves))
                    .limit(most(space))
                    .toArray();
            made.add(new Templates(prefixes, bits(bySize.subList(0, reserves))));
        }
        return made;
    }

    private static int most(Space space) {
        return space.instance.limits().orders();
    }

    /** The largest first, by the smallest of its shares of a column. */
    static List<Integer> bySize(Instance instance) {
        return IntStream.range(0, instance.directors())
                .boxed()
                .sorted(Comparator.<Integer, Fraction>comparing(director -> size(instance, director))
                        .reversed())
                .toList();
    }

    private static Fraction size(Instance instance, int director) {
        return IntStream.range(0, instance.columns())
                .mapToObj(column -> {
                    long all = IntStream.range(0, instance.directors())
                            .mapToLong(other -> instance.capacity(column, other))
                            .sum();
                    return new Fraction(instance.capacity(column, director), all);
                })
                .min(Comparator.naturalOrder())
                .orElse(Fraction.ZERO);
    }

    private static int bits(List<Integer> directors) {
        return directors.stream().mapToInt(director -> 1 << director).reduce(0, (some, more) -> some | more);
    }

    /** Every director in front of all arrangements of the reserves, one arrangement after the other. */
    private static int[] prefixes(Space space, List<Integer> bySize, int reserves) {
        if (reserves == bySize.size()) {
            return space.prefixes.numbersOfAll();
        }
        List<Integer> firsts = new ArrayList<>(bySize.subList(reserves, bySize.size()));
        if (reserves > space.instance.losses()) {
            firsts.addAll(bySize.subList(0, reserves));
        }
        IntStream.Builder made = IntStream.builder();
        arrange(new int[space.instance.ranks()], 1, bySize.subList(0, reserves), behind -> {
            for (int first : firsts) {
                if (!contains(behind, behind.length, first)) {
                    behind[0] = first;
                    made.add(space.prefixes.number(behind));
                }
            }
        });
        return made.build().toArray();
    }

    /** Fills the ranks from this one on in every way. */
    private static void arrange(int[] prefix, int rank, List<Integer> directors, Consumer<int[]> arranged) {
        if (rank == prefix.length) {
            arranged.accept(prefix);
            return;
        }
        for (int director : directors) {
            if (!contains(prefix, rank, director)) {
                prefix[rank] = director;
                arrange(prefix, rank + 1, directors, arranged);
            }
        }
    }

    /** From the second rank on. */
    private static boolean contains(int[] prefix, int end, int director) {
        for (int rank = 1; rank < end; rank++) {
            if (prefix[rank] == director) {
                return true;
            }
        }
        return false;
    }

    /**
     * How the active load should be shared out. Reserves keep room for the largest losses among themselves; with all directors as
     * reserves that is a share in proportion to the capacity.
     *
     * @return by column and director
     */
    long[][] targets(Instance instance) {
        long[][] targets = new long[instance.columns()][instance.directors()];
        for (int column = 0; column < targets.length; column++) {
            long[] capacities = capacities(instance, column);
            long all = Arrays.stream(capacities).sum();
            long kept = all
                    - Arrays.stream(capacities)
                            .sorted()
                            .skip(capacities.length - instance.losses())
                            .sum();
            boolean everybody = Integer.bitCount(reserves) == instance.directors();
            for (int director = 0; director < instance.directors(); director++) {
                long capacity = instance.capacity(column, director);
                boolean reserve = ((reserves >> director) & 1) != 0;
                targets[column][director] = everybody || !reserve ? capacity : new Fraction(kept, all).of(capacity);
            }
        }
        return targets;
    }

    /** Of the reserves. */
    private long[] capacities(Instance instance, int column) {
        return IntStream.range(0, instance.directors())
                .filter(director -> ((reserves >> director) & 1) != 0)
                .mapToLong(director -> instance.capacity(column, director))
                .toArray();
    }
}
