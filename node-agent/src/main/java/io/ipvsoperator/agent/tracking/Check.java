package io.ipvsoperator.agent.tracking;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * A probe and how its outcomes are judged.
 *
 * @param interval from the beginning of one run to the next
 * @param timeout after which a run has failed; at most the interval
 * @param rise successes in a row that end a failure
 * @param fall failures in a row that make one
 * @param weight absent: a failure resigns every router. Else by how much a failure lowers priorities; the sign says only
 *     from which end the user counts
 */
public record Check(
        CheckName name, Probe probe, Duration interval, Duration timeout, int rise, int fall, OptionalInt weight) {
    public Check {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(interval) > 0) {
            throw new IllegalArgumentException("timeout of check " + name.check() + " is " + timeout
                    + ", must be above 0 and at most its interval " + interval);
        }
        if (rise < 1 || fall < 1) {
            throw new IllegalArgumentException("rise and fall of check " + name.check() + " are " + rise + " and "
                    + fall + ", must be at least 1");
        }
    }

    /** Whether a failure gives routers away rather than lowering priorities. */
    boolean resigns() {
        return weight.isEmpty();
    }

    /** What a failure takes off a priority. */
    int penalty() {
        return Math.abs(weight.orElse(0));
    }
}
