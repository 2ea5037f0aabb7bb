package io.ipvsoperator.agent.backend;

import java.time.Duration;

/**
 * Spreads first runs over the interval, so that neither a director asks all backends at once nor all directors ask one.
 *
 * @param salt differs between directors
 */
record Stagger(int salt) {
    /** 2^64 over the golden ratio: multiples of it, as numbers in a row give, lie evenly (Knuth, volume 3, section 6.4). */
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    Duration of(BackendName backend, Duration interval) {
        long position = (backend.address().hashCode() + 31L * backend.table().hashCode() + 961L * salt) * GOLDEN;
        double fraction = (position >>> 11) * 0x1.0p-53;
        return Duration.ofNanos((long) (fraction * interval.toNanos()));
    }
}
