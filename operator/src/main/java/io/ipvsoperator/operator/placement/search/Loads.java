package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;

/**
 * What is on every survivor of every loss, kept up to date while items come and go. Owned by one search.
 *
 * <p>For each level, a number of directors lost at once, and each smaller loss it also knows the highest load that a survivor has
 * after any loss of that level that contains the smaller one. So the peak of a level is a look at every director, and what an item
 * would add to it a look at each of its ranks.
 */
final class Loads {
    private static final int LOOKS_OF_A_TRIAL = 10;

    private final Instance instance;
    private final Losses losses;
    private final int directors;
    private final int columns;
    /** By loss, survivor and column. */
    private final long[] exact;
    /** Of each level, by smaller loss, survivor and column. */
    private final long[][] highest;

    /** Which columns count. */
    enum Measure {
        /** Peaks to be levelled. */
        BALANCED,
        /** Capacities not to be exceeded. */
        CHECKED
    }

    /** Where the load of a level is highest. */
    record Critical(int loss, int director, int column) {}

    Loads(Instance instance, Losses losses) {
        this.instance = instance;
        this.losses = losses;
        directors = instance.directors();
        columns = instance.columns();
        exact = new long[losses.count() * directors * columns];
        highest = new long[losses.most() + 1][];
        for (int level = 0; level <= losses.most(); level++) {
            highest[level] = new long[losses.end(level - 1) * directors * columns];
        }
    }

    void clear() {
        Arrays.fill(exact, 0);
        for (long[] level : highest) {
            Arrays.fill(level, 0);
        }
    }

    /**
     * @param fromRank the first rank whose load changes
     * @param sign 1 to add, -1 to take away
     */
    void change(int item, int[] prefix, int fromRank, int sign) {
        changeExact(item, prefix, fromRank, sign);
        for (int level = 1; level <= losses.most(); level++) {
            for (int rank = fromRank; rank <= level; rank++) {
                refresh(level, prefix[rank]);
            }
        }
    }

    /** A change of one item costs as much as so many trials of a prefix, which reads a load for each rank. */
    int trialsOfAChange() {
        return looksOfAChange() / LOOKS_OF_A_TRIAL;
    }

    /** How many loads a change of one item reads, from the first rank on. */
    private int looksOfAChange() {
        int looks = losses.count();
        for (int level = 1; level <= losses.most(); level++) {
            looks += (level + 1) * losses.end(level - 1) * directors;
        }
        return looks * columns;
    }

    /** For many at once; {@link #refresh()} has to follow. The prefix may be a part of one. */
    void changeExact(int item, int[] prefix, int fromRank, int sign) {
        changeExact(instance.amounts(item), prefix, fromRank, sign);
    }

    /** As for an item, with what several have together. */
    void changeExact(long[] amounts, int[] prefix, int fromRank, int sign) {
        for (int loss = 0; loss < losses.count(); loss++) {
            int rank = losses.survivingRank(loss, prefix);
            if (rank >= fromRank) {
                int at = at(loss, prefix[rank]);
                for (int column = 0; column < columns; column++) {
                    exact[at + column] += sign * amounts[column];
                }
            }
        }
    }

    void refresh() {
        for (int level = 1; level <= losses.most(); level++) {
            for (int director = 0; director < directors; director++) {
                refresh(level, director);
            }
        }
    }

    private void refresh(int level, int survivor) {
        for (int loss = losses.end(level - 1) - 1; loss >= 0; loss--) {
            if (!losses.contains(loss, survivor)) {
                long[] larger = losses.size(loss) == level - 1 ? exact : highest[level];
                refresh(highest[level], larger, loss, survivor);
            }
        }
    }

    private void refresh(long[] into, long[] larger, int loss, int survivor) {
        int at = at(loss, survivor);
        Arrays.fill(into, at, at + columns, 0);
        for (int lost = 0; lost < directors; lost++) {
            if (lost != survivor && !losses.contains(loss, lost)) {
                int from = at(losses.with(loss, lost), survivor);
                for (int column = 0; column < columns; column++) {
                    into[at + column] = Math.max(into[at + column], larger[from + column]);
                }
            }
        }
    }

    private int at(int loss, int survivor) {
        return (loss * directors + survivor) * columns;
    }

    private long[] of(int level, int loss) {
        return losses.size(loss) == level ? exact : highest[level];
    }

    long load(int loss, int survivor, int column) {
        return exact[at(loss, survivor) + column];
    }

    /** After any loss of the level. */
    long highest(int level, int survivor, int column) {
        return of(level, Losses.NONE)[at(Losses.NONE, survivor) + column];
    }

    private boolean counts(Measure measure, int column, int director) {
        return switch (measure) {
            case BALANCED -> instance.balanced(column);
            case CHECKED -> instance.checked(column, director);
        };
    }

    /** Raises the share to the highest of the level. */
    void peak(int level, Measure measure, Share share) {
        for (int director = 0; director < directors; director++) {
            raise(share, level, Losses.NONE, director, measure);
        }
    }

    Fraction peak(int level, Measure measure) {
        Share share = new Share();
        peak(level, measure, share);
        return share.fraction();
    }

    private void raise(Share share, int level, int loss, int director, Measure measure) {
        long[] loads = of(level, loss);
        int at = at(loss, director);
        for (int column = 0; column < columns; column++) {
            if (counts(measure, column, director)) {
                share.raise(loads[at + column], instance.capacity(column, director));
            }
        }
    }

    /** Raises the share to the highest that the item would make of what the level has where it would be added. */
    void raiseBy(int item, int[] prefix, int fromRank, int level, Measure measure, Share share) {
        int loss = Losses.NONE;
        for (int rank = 0; rank <= level; rank++) {
            if (rank >= fromRank) {
                raiseBy(item, prefix[rank], loss, level, measure, share);
            }
            loss = rank < level ? losses.with(loss, prefix[rank]) : loss;
        }
    }

    private void raiseBy(int item, int director, int loss, int level, Measure measure, Share share) {
        long[] amounts = instance.amounts(item);
        long[] loads = of(level, loss);
        int at = at(loss, director);
        for (int column = 0; column < columns; column++) {
            if (counts(measure, column, director)) {
                share.raise(loads[at + column] + amounts[column], instance.capacity(column, director));
            }
        }
    }

    /** Of the highest shares of a level that of the first loss. */
    Critical critical(int level, Measure measure) {
        Share highestShare = new Share();
        peak(level, measure, highestShare);
        Critical first = new Critical(losses.count(), 0, 0);
        for (int director = 0; director < directors; director++) {
            for (int column = 0; column < columns; column++) {
                long load = highest(level, director, column);
                if (counts(measure, column, director) && is(highestShare, load, column, director)) {
                    int loss = lossOf(level, director, column, load);
                    first = loss < first.loss() ? new Critical(loss, director, column) : first;
                }
            }
        }
        return first;
    }

    private boolean is(Share share, long load, int column, int director) {
        return share.compareTo(new Fraction(load, instance.capacity(column, director))) == 0;
    }

    private int lossOf(int level, int director, int column, long load) {
        int loss = losses.end(level - 1);
        while (losses.contains(loss, director) || exact[at(loss, director) + column] != load) {
            loss++;
        }
        return loss;
    }

    /** The squares of the shares of a level, in parts per million, summed up. */
    long squares(int level) {
        long squares = 0;
        for (int loss = losses.end(level - 1); loss < losses.end(level); loss++) {
            for (int director = 0; director < directors; director++) {
                for (int column = 0; column < columns; column++) {
                    if (instance.balanced(column)) {
                        squares += PartsPerMillion.squared(
                                load(loss, director, column), instance.capacity(column, director));
                    }
                }
            }
        }
        return squares;
    }
}
