package io.ipvsoperator.operator.pacing;

/**
 * What a director says of one virtual router.
 *
 * @param applied whether it says so of the version that is published
 */
public record Statement(boolean applied, State state) {
    public static final Statement NONE = new Statement(false, State.UNKNOWN);

    /** As far as a hand-over is concerned. */
    public enum State {
        ACTIVE,
        /** Stands by, or is about to. */
        OTHER,
        /** Stands by with less than the priority that is published, because of what it checks itself. */
        LOWERED,
        /** Takes no part, for a reason of its own: there is nothing to take over. */
        WITHDRAWN,
        UNKNOWN
    }
}
