package io.ipvsoperator.operator.pacing;

import java.time.Instant;

/**
 * The move that was published last.
 *
 * @param unit what moved
 * @param from who was active
 * @param to who is to be
 * @param verified whether both have said that it is done
 */
public record LastMove(String unit, String from, String to, Instant time, boolean verified) {
    public LastMove asVerified() {
        return new LastMove(unit, from, to, time, true);
    }
}
