package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.time.MonotonicInstant;

/** {@link System#nanoTime()}, which is {@code CLOCK_MONOTONIC} on Linux. */
public final class SystemClock implements MonotonicClock {
    @Override
    public MonotonicInstant now() {
        return new MonotonicInstant(System.nanoTime());
    }
}
