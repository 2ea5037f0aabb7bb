package io.ipvsoperator.agent.probe;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** What is left of a run's time. */
final class Patience {
    private final Duration whole;
    private final long untilNanos;

    Patience(Duration whole) {
        this.whole = whole;
        untilNanos = System.nanoTime() + whole.toNanos();
    }

    /** As socket options want it: 0 would mean for ever. */
    int remainingMillis() throws SocketTimeoutException {
        long remaining = untilNanos - System.nanoTime();
        if (remaining <= 0) {
            throw new SocketTimeoutException();
        }
        return Math.toIntExact(Math.max(1, Duration.ofNanos(remaining).toMillis()));
    }

    String exhausted() {
        return "no answer within " + whole.toMillis() + " ms";
    }
}
