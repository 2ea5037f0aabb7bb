package io.ipvsoperator.vrrp;

import io.ipvsoperator.time.MonotonicInstant;

/** When a backup takes over from an active router of lower priority: Preempt_Mode of the RFC with a delay. */
public sealed interface Failback {

    /** Whether a lower priority is overruled at {@code now}. */
    boolean preemptsAt(MonotonicInstant now);

    /** Always. */
    record Immediate() implements Failback {
        @Override
        public boolean preemptsAt(MonotonicInstant now) {
            return true;
        }
    }

    /**
     * From an instant on, which is counted from the start of the process: a link that returns after it is taken back
     * at once, and one that returns before it does not cut the delay short.
     */
    record Delayed(MonotonicInstant until) implements Failback {
        @Override
        public boolean preemptsAt(MonotonicInstant now) {
            return until.isReachedAt(now);
        }
    }

    /** Never: whoever is active stays so while it lives. */
    record Never() implements Failback {
        @Override
        public boolean preemptsAt(MonotonicInstant now) {
            return false;
        }
    }
}
