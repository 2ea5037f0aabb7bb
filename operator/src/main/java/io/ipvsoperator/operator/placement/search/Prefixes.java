package io.ipvsoperator.operator.placement.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The beginnings of failover orders, as far as tolerated losses reach, numbered by their directors. Read-only. */
final class Prefixes {
    static final int NONE = -1;

    private final int directors;
    private final int ranks;
    private final int[][] all;
    private final int[] numbers;

    Prefixes(int directors, int ranks) {
        this.directors = directors;
        this.ranks = ranks;
        List<int[]> made = new ArrayList<>();
        make(made, new int[ranks], 0);
        all = made.toArray(int[][]::new);
        numbers = new int[power(directors, ranks)];
        Arrays.fill(numbers, NONE);
        for (int prefix = 0; prefix < all.length; prefix++) {
            numbers[code(all[prefix])] = prefix;
        }
    }

    private void make(List<int[]> made, int[] begun, int rank) {
        if (rank == ranks) {
            made.add(begun.clone());
            return;
        }
        for (int director = 0; director < directors; director++) {
            if (rankOf(begun, rank, director) < 0) {
                begun[rank] = director;
                make(made, begun, rank + 1);
            }
        }
    }

    int count() {
        return all.length;
    }

    int[] numbersOfAll() {
        return IntStream.range(0, all.length).toArray();
    }

    /** The directors by rank; not to be written to. */
    int[] get(int prefix) {
        return all[prefix];
    }

    int first(int prefix) {
        return all[prefix][0];
    }

    /** How many ranks the two have in common from the first on. */
    int common(int prefix, int other) {
        int rank = 0;
        while (rank < ranks && all[prefix][rank] == all[other][rank]) {
            rank++;
        }
        return rank;
    }

    int number(int[] prefix) {
        return numbers[code(prefix)];
    }

    /** Those that differ in one rank, or by an exchange of two. */
    int[] near(int prefix) {
        List<Integer> near = new ArrayList<>();
        int[] here = all[prefix];
        for (int rank = 0; rank < ranks; rank++) {
            for (int director = 0; director < directors; director++) {
                int other = rankOf(here, ranks, director);
                if (other < 0 || other > rank) {
                    int[] changed = here.clone();
                    if (other > rank) {
                        changed[other] = here[rank];
                    }
                    changed[rank] = director;
                    near.add(number(changed));
                }
            }
        }
        return near.stream().mapToInt(Integer::intValue).toArray();
    }

    private int code(int[] prefix) {
        int code = 0;
        for (int director : prefix) {
            code = code * directors + director;
        }
        return code;
    }

    private static int rankOf(int[] prefix, int ranks, int director) {
        for (int rank = 0; rank < ranks; rank++) {
            if (prefix[rank] == director) {
                return rank;
            }
        }
        return -1;
    }

    private static int power(int base, int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power = Math.multiplyExact(power, base);
        }
        return power;
    }
}
