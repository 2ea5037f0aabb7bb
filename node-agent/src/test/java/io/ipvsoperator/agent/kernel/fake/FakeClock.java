package io.ipvsoperator.agent.kernel.fake;

import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Time that passes when a test says so. Whoever waits on its monitor is told. Thread-safe. */
public final class FakeClock implements MonotonicClock {
    private MonotonicInstant now = new MonotonicInstant(1_000_000_000L);

    @Override
    public synchronized MonotonicInstant now() {
        return now;
    }

    synchronized void advance(Duration by) {
        now = now.plus(by);
        notifyAll();
    }

    /**
     * Waits until the condition holds, or until so much time has passed: fake time, or real time where nobody moves the fake one.
     * The condition is asked with the clock's monitor held.
     */
    synchronized void await(Duration timeout, BooleanSupplier condition) {
        MonotonicInstant deadline = now.plus(timeout);
        long realDeadlineNanos = System.nanoTime() + timeout.toNanos();
        try {
            while (!condition.getAsBoolean() && !deadline.isReachedAt(now) && System.nanoTime() < realDeadlineNanos) {
                wait(1 + (realDeadlineNanos - System.nanoTime()) / 1_000_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the fake kernel", e);
        }
    }
}
