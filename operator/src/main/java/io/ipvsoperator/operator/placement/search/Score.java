package io.ipvsoperator.operator.placement.search;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How good a draft is; less is better, the first difference decides. Every part only grows as items are added to a draft.
 *
 * @param overloads for no loss, one loss and so on the highest share of a checked capacity, at least 1
 * @param moves units whose active director changes
 * @param reorders units whose active director stays and whose order changes
 * @param worst the highest share after the worst loss, or 0 where that is good enough
 * @param normal the highest share without a loss, or 0 where that is not asked yet
 * @param squares sum of squares of shares, in parts per million each
 */
record Score(List<Fraction> overloads, int moves, int reorders, Fraction worst, Fraction normal, long squares)
        implements Comparable<Score> {
    private static final Comparator<Score> ORDER = Comparator.<Score, List<Fraction>>comparing(
                    Score::overloads, Score::compareOverloads)
            .thenComparingInt(Score::moves)
            .thenComparingInt(Score::reorders)
            .thenComparing(Score::worst)
            .thenComparing(Score::normal)
            .thenComparingLong(Score::squares);

    static Score lowestWorst(Draft draft) {
        return new Score(overloads(draft), draft.moves(), draft.reorders(), draft.worst(), Fraction.ZERO, 0);
    }

    /** What stands for no answer at all. */
    static Score beatenByAll(int losses) {
        Fraction endless = new Fraction(Long.MAX_VALUE, 1);
        return new Score(
                Collections.nCopies(losses + 1, endless),
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                endless,
                endless,
                Long.MAX_VALUE);
    }

    /** @param limit worst cases up to it are as good as each other */
    static Score lowestNormal(Draft draft, Fraction limit) {
        Fraction worst = draft.worst();
        return new Score(
                overloads(draft),
                draft.moves(),
                draft.reorders(),
                worst.compareTo(limit) <= 0 ? Fraction.ZERO : worst,
                draft.normal(),
                draft.loads().squares(0));
    }

    private static List<Fraction> overloads(Draft draft) {
        int losses = draft.space().instance.losses();
        return draft.fits()
                ? List.of()
                : IntStream.rangeClosed(0, losses).mapToObj(draft::overload).toList();
    }

    @Override
    public int compareTo(Score other) {
        return ORDER.compare(this, other);
    }

    boolean fits() {
        return overloads.isEmpty();
    }

    /** One that fits has no list. */
    private static int compareOverloads(List<Fraction> one, List<Fraction> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(!one.isEmpty(), !other.isEmpty());
        }
        for (int level = 0; level < one.size(); level++) {
            int difference = one.get(level).compareTo(other.get(level));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
