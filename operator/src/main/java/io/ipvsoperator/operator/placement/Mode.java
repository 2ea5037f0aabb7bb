package io.ipvsoperator.operator.placement;

/** What may be changed for which gain. A unit that is new is placed in every mode. */
public sealed interface Mode {

    /** As little as can be: what runs is touched only to make everything fit. */
    record Keep() implements Mode {}

    /**
     * As Keep, and then a lower worst case for a few moves. Those that it leaves lower the normal peak, where worst cases within
     * 1 % of the best are equal: a director that joins gets its part.
     *
     * @param maximumMoves units whose active director may change besides those that have to
     * @param minimumGain the worst case falls by at least this, in percent of a capacity, or nothing moves
     */
    record Improve(int maximumMoves, int minimumGain) implements Mode {
        public Improve {
            if (maximumMoves < 0 || minimumGain < 0) {
                throw new IllegalArgumentException("improve by " + minimumGain + " percent with " + maximumMoves
                        + " moves: neither may be negative");
            }
        }
    }

    /** As Keep, and units go back to their home orders as far as everything still fits. */
    record Restore() implements Mode {}
}
