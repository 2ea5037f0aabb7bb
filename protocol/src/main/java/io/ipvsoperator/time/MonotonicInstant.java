package io.ipvsoperator.time;

import java.time.Duration;

/**
 * A point on a monotonic clock whose origin means nothing. Two instants compare by their difference, as
 * {@link System#nanoTime()} asks for, so the order holds across an overflow for instants less than 292 years apart.
 */
public record MonotonicInstant(long nanos) implements Comparable<MonotonicInstant> {

    public MonotonicInstant plus(Duration duration) {
        return new MonotonicInstant(nanos + duration.toNanos());
    }

    public MonotonicInstant minus(Duration duration) {
        return new MonotonicInstant(nanos - duration.toNanos());
    }

    /** The time from here to {@code later}; negative when that is in the past. */
    public Duration until(MonotonicInstant later) {
        return Duration.ofNanos(later.nanos - nanos);
    }

    /** Whether a deadline that lies here is due at {@code now}. */
    public boolean isReachedAt(MonotonicInstant now) {
        return compareTo(now) <= 0;
    }

    public MonotonicInstant earlier(MonotonicInstant other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @Override
    public int compareTo(MonotonicInstant other) {
        return Long.signum(nanos - other.nanos);
    }
}
