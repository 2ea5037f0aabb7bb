package io.ipvsoperator.operator.placement.search;

/** What a search asks of a draft besides that it fits and changes little. */
sealed interface Goal {

    /**
     * The lowest worst case.
     *
     * @param guided tells drafts apart whose highest shares are the same, for a search that takes small steps
     */
    record LowestWorst(boolean guided) implements Goal {}

    /** A worst case within 1 % of {@code best}, then the lowest peak of normal times, then the least squares. */
    record LowestNormal(Fraction best) implements Goal {
        static final int TOLERANCE_PERCENT = 1;
    }
}
