package io.ipvsoperator.operator.placement.search;

/**
 * The steps that a search has left, shared by all that it does: a search is bounded by these, not by a clock. Owned by one search.
 */
final class Steps {
    private final int ofADescent;
    private int left;
    private boolean ranOut;

    /**
     * @param ofADescent steps of each descent
     * @param all steps of all together
     */
    Steps(int ofADescent, int all) {
        this.ofADescent = ofADescent;
        left = all;
    }

    int ofTheNextDescent() {
        return Math.min(ofADescent, left);
    }

    /**
     * @param used at most what there were, but for the last step
     * @param finished it came to an end that is none of its steps
     */
    void descended(int used, boolean finished) {
        left = Math.max(0, left - used);
        ranOut |= !finished;
    }

    /** So did a part of the search that counts steps of its own. */
    void endedEarly() {
        ranOut = true;
    }

    boolean usedUp() {
        return left == 0;
    }

    /** Whether anything ended before it had nothing more to try. */
    boolean ranOut() {
        return ranOut;
    }
}
