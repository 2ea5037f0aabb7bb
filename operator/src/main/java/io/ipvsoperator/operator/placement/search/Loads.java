package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.List;

/** The sums of every column on every survivor of every loss, kept up to date while units come and go. Owned by one search. */
final class Loads {
    private static final long MILLION = 1_000_000;

    private final Instance instance;
    private final int[] lossSets;
    private final long[][] amounts;
    private final long[][] capacities;
    private final boolean[][] checked;
    private final boolean[] balanced;
    private final long[][][] sums;

    Loads(Instance instance) {
        this.instance = instance;
        int columns = instance.columns().size();
        lossSets = instance.lossSets();
        amounts = new long[columns][];
        capacities = new long[columns][];
        checked = new boolean[columns][];
        balanced = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            Instance.Column column = instance.columns().get(c);
            amounts[c] = column.amounts().stream().mapToLong(Long::longValue).toArray();
            capacities[c] =
                    column.capacities().stream().mapToLong(Long::longValue).toArray();
            checked[c] = new boolean[instance.directors()];
            for (int director = 0; director < instance.directors(); director++) {
                checked[c][director] = column.checked().get(director);
            }
            balanced[c] = column.balanced();
        }
        sums = new long[lossSets.length][instance.directors()][columns];
    }

    void add(int unit, int[] prefix) {
        change(unit, prefix, 1);
    }

    void remove(int unit, int[] prefix) {
        change(unit, prefix, -1);
    }

    private void change(int unit, int[] prefix, int sign) {
        for (int set = 0; set < lossSets.length; set++) {
            int survivor = survivor(prefix, lossSets[set]);
            for (int c = 0; survivor >= 0 && c < amounts.length; c++) {
                sums[set][survivor][c] += sign * amounts[c][unit];
            }
        }
    }

    /** The first of the prefix outside of the set; -1 for a prefix that is not complete yet and lost as a whole. */
    private static int survivor(int[] prefix, int lost) {
        for (int director : prefix) {
            if (((lost >> director) & 1) == 0) {
                return director;
            }
        }
        return -1;
    }

    /** For each number of losses the highest share of a checked capacity, at least 1: all of them 1 is a fit. */
    List<Fraction> overloads() {
        Fraction[] overloads = new Fraction[instance.ranks()];
        Arrays.fill(overloads, Fraction.ONE);
        for (int set = 0; set < lossSets.length; set++) {
            int lost = Integer.bitCount(lossSets[set]);
            overloads[lost] = Fraction.max(overloads[lost], highest(set, false));
        }
        return List.of(overloads);
    }

    boolean fits() {
        for (int set = 0; set < lossSets.length; set++) {
            if (highest(set, false).compareTo(Fraction.ONE) > 0) {
                return false;
            }
        }
        return true;
    }

    /** The highest share of a balanced column after the worst of the largest losses. */
    Fraction worst() {
        Fraction worst = Fraction.ZERO;
        for (int set = 0; set < lossSets.length; set++) {
            if (Integer.bitCount(lossSets[set]) == instance.losses()) {
                worst = Fraction.max(worst, highest(set, true));
            }
        }
        return worst;
    }

    Fraction normal() {
        return highest(0, true);
    }

    /** The highest share of anything on one director over the losses that hold all of {@code lost}. */
    Fraction worstOf(int director, int lost) {
        Fraction worst = Fraction.ZERO;
        for (int set = 0; set < lossSets.length; set++) {
            if ((lossSets[set] & lost) == lost) {
                worst = Fraction.max(worst, highestOn(set, director));
            }
        }
        return worst;
    }

    /** All that lies above a checked capacity after any loss, in parts per million of it. */
    long excess() {
        long excess = 0;
        for (long[][] survivors : sums) {
            for (int director = 0; director < survivors.length; director++) {
                for (int c = 0; c < capacities.length; c++) {
                    long share = checked[c][director] ? share(survivors[director][c], c, director) : 0;
                    excess += Math.max(0, share - MILLION);
                }
            }
        }
        return excess;
    }

    /** The squares of the shares, in parts per million, summed up over all losses of that many directors. */
    long squares(int lost) {
        long squares = 0;
        for (int set = 0; set < lossSets.length; set++) {
            for (int director = 0;
                    Integer.bitCount(lossSets[set]) == lost && director < instance.directors();
                    director++) {
                for (int c = 0; c < capacities.length; c++) {
                    long share = balanced[c] ? share(sums[set][director][c], c, director) : 0;
                    squares += share * share / MILLION;
                }
            }
        }
        return squares;
    }

    /** Parts per million, at most a thousand times the capacity. */
    private long share(long sum, int column, int director) {
        long capacity = capacities[column][director];
        if (sum / capacity >= 1000) {
            return 1000 * MILLION;
        }
        return Math.multiplyHigh(sum, MILLION) == 0 && sum * MILLION >= 0
                ? sum * MILLION / capacity
                : sum / Math.max(1, capacity / MILLION);
    }

    /** The loss and the director with the highest share of all, over the given numbers of losses. */
    Critical critical(int fewest, int most) {
        Critical critical = new Critical(0, 0);
        Fraction highest = Fraction.ZERO;
        for (int set = 0; set < lossSets.length; set++) {
            int lost = Integer.bitCount(lossSets[set]);
            for (int director = 0; lost >= fewest && lost <= most && director < instance.directors(); director++) {
                Fraction share = highestOn(set, director);
                if (share.compareTo(highest) > 0) {
                    highest = share;
                    critical = new Critical(lossSets[set], director);
                }
            }
        }
        return critical;
    }

    /** Where the load is highest. */
    record Critical(int lost, int director) {
        boolean carries(int[] prefix) {
            return survivor(prefix, lost) == director;
        }
    }

    private Fraction highestOn(int set, int director) {
        Fraction highest = Fraction.ZERO;
        for (int c = 0; c < capacities.length; c++) {
            highest = Fraction.max(highest, new Fraction(sums[set][director][c], capacities[c][director]));
        }
        return highest;
    }

    private Fraction highest(int set, boolean peaks) {
        long load = 0;
        long capacity = 1;
        for (int director = 0; director < sums[set].length; director++) {
            for (int c = 0; c < capacities.length; c++) {
                if ((peaks ? balanced[c] : checked[c][director])
                        && Fraction.compareProducts(sums[set][director][c], capacity, load, capacities[c][director])
                                > 0) {
                    load = sums[set][director][c];
                    capacity = capacities[c][director];
                }
            }
        }
        return new Fraction(load, capacity);
    }
}
