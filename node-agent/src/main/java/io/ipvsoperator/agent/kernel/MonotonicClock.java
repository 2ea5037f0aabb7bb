package io.ipvsoperator.agent.kernel;

import io.ipvsoperator.time.MonotonicInstant;

/** CLOCK_MONOTONIC. */
public interface MonotonicClock {
    MonotonicInstant now();
}
