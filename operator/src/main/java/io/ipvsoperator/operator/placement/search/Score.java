package io.ipvsoperator.operator.placement.search;

import java.util.Comparator;
import java.util.List;

/**
 * How good a draft is; less is better, the first difference decides. Every part only grows as units are added to a draft.
 *
 * @param overloads for no loss, one loss and so on the highest share of a checked capacity, at least 1
 * @param excess guidance: all that lies above a checked capacity, summed up
 * @param moves units whose active director changes
 * @param reorders units whose active director stays and whose order changes
 * @param worst the highest share after the worst loss, or 0 where that is good enough
 * @param normal the highest share without a loss, or 0 where that is not asked yet
 * @param squares sum of squares of shares, in parts per million each
 */
record Score(
        List<Fraction> overloads, long excess, int moves, int reorders, Fraction worst, Fraction normal, long squares)
        implements Comparable<Score> {
    private static final Comparator<Score> ORDER = Comparator.comparing(Score::overloads, Score::compare)
            .thenComparingLong(Score::excess)
            .thenComparingInt(Score::moves)
            .thenComparingInt(Score::reorders)
            .thenComparing(Score::worst)
            .thenComparing(Score::normal)
            .thenComparingLong(Score::squares);

    @Override
    public int compareTo(Score other) {
        return ORDER.compare(this, other);
    }

    boolean fits() {
        return overloads.stream().allMatch(overload -> overload.compareTo(Fraction.ONE) <= 0);
    }

    private static int compare(List<Fraction> one, List<Fraction> other) {
        for (int lost = 0; lost < one.size(); lost++) {
            int difference = one.get(lost).compareTo(other.get(lost));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
