package io.ipvsoperator.agent.kernel.fake;

import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;

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
}
