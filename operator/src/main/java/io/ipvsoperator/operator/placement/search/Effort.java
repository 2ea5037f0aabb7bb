package io.ipvsoperator.operator.placement.search;

/**
 * How many steps a search may take: it is bounded by these, not by a clock.
 *
 * @param trials of each descent
 * @param allTrials of all descents together
 * @param shaken prefixes looked at after shakes
 * @param changes looked at for the fewest that make everything fit
 * @param repairs prefixes looked at where many items stand and something does not fit
 * @param branches of each exhaustive search
 * @param decide only whether everything fits is asked
 */
record Effort(int trials, int allTrials, int shaken, int changes, int repairs, int branches, boolean decide) {
    static final Effort FULL = new Effort(600_000, 6_000_000, 600_000, 30_000, 30_000_000, 150_000, false);

    /** For one of many questions. */
    static final Effort PROBE = new Effort(60_000, 600_000, 30_000, 0, 10_000_000, 5_000, true);

    Steps steps() {
        return new Steps(trials, allTrials);
    }
}
