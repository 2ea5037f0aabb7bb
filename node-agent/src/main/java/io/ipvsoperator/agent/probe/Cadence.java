package io.ipvsoperator.agent.probe;

import java.time.Duration;

/**
 * How often something is asked, and how many answers make a verdict.
 *
 * @param interval from the beginning of one run to the next
 * @param timeout after which a run has failed; at most the interval
 * @param rise successes in a row that end a failure
 * @param fall failures in a row that make one
 */
public record Cadence(Duration interval, Duration timeout, int rise, int fall, FirstFailure firstFailure) {
    public Cadence {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(interval) > 0) {
            throw new IllegalArgumentException(
                    "timeout is " + timeout + ", must be above 0 and at most the interval " + interval);
        }
        if (rise < 1 || fall < 1) {
            throw new IllegalArgumentException("rise and fall are " + rise + " and " + fall + ", must be at least 1");
        }
    }

    /** What a failure means while nothing is known. A success then always decides. */
    public enum FirstFailure {
        /** It decides at once, as with keepalived: whoever starts wants to know, and has no record to weigh it against. */
        DECIDES,
        /** It is one of {@code fall}. */
        COUNTS
    }
}
