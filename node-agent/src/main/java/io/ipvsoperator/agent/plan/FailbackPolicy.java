package io.ipvsoperator.agent.plan;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.vrrp.Failback;
import java.time.Duration;

/** When a node of higher priority takes addresses back. */
public sealed interface FailbackPolicy {

    /** What it means for a process that began at {@code start}. */
    Failback since(MonotonicInstant start);

    record Immediate() implements FailbackPolicy {
        @Override
        public Failback since(MonotonicInstant start) {
            return new Failback.Immediate();
        }
    }

    /** After a start of the agent; a link that returns is taken back at once. */
    record Delayed(Duration delay) implements FailbackPolicy {
        @Override
        public Failback since(MonotonicInstant start) {
            return new Failback.Delayed(start.plus(delay));
        }
    }

    record Never() implements FailbackPolicy {
        @Override
        public Failback since(MonotonicInstant start) {
            return new Failback.Never();
        }
    }
}
