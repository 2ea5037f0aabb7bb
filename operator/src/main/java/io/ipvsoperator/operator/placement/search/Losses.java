package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** The sets of directors that may be lost at once, numbered: the empty one first, small before large. Read-only. */
final class Losses {
    static final int NONE = 0;

    private final int most;
    private final int[] members;
    private final int[] ends;
    private final int[][] enlarged;

    /** @param most directors that are lost at once */
    Losses(int directors, int most) {
        this.most = most;
        members = IntStream.rangeClosed(0, most)
                .flatMap(size -> subsets(directors, size))
                .toArray();
        ends = new int[most + 1];
        Map<Integer, Integer> numbers = HashMap.newHashMap(members.length);
        for (int set = 0; set < members.length; set++) {
            numbers.put(members[set], set);
            ends[Integer.bitCount(members[set])] = set + 1;
        }
        enlarged = new int[members.length][directors];
        for (int set = 0; set < members.length; set++) {
            for (int director = 0; director < directors; director++) {
                enlarged[set][director] = numbers.getOrDefault(members[set] | (1 << director), -1);
            }
        }
    }

    private static IntStream subsets(int directors, int size) {
        return IntStream.iterate((1 << size) - 1, set -> set < (1 << directors), Losses::next)
                .limit(size == 0 ? 1 : Long.MAX_VALUE);
    }

    /** The next larger number with as many bits set. */
    private static int next(int set) {
        int lowest = set & -set;
        int carried = set + lowest;
        return lowest == 0 ? 0 : carried | (((set ^ carried) >>> 2) / lowest);
    }

    int most() {
        return most;
    }

    int count() {
        return members.length;
    }

    /** The first number that is not a set of at most {@code size} directors; 0 for -1. */
    int end(int size) {
        return size < 0 ? 0 : ends[size];
    }

    int size(int set) {
        return Integer.bitCount(members[set]);
    }

    /** As bits. */
    int members(int set) {
        return members[set];
    }

    boolean contains(int set, int director) {
        return ((members[set] >> director) & 1) != 0;
    }

    /** The set with one director more; -1 when that is too many. */
    int with(int set, int director) {
        return enlarged[set][director];
    }

    /** The rank that serves when the set is lost; -1 when the prefix is lost as a whole. */
    int survivingRank(int set, int[] prefix) {
        for (int rank = 0; rank < prefix.length; rank++) {
            if (!contains(set, prefix[rank])) {
                return rank;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return Arrays.toString(members);
    }
}
