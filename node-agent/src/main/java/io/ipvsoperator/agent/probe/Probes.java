package io.ipvsoperator.agent.probe;

import java.time.Duration;

/** Asks the outside. Called by several threads at once. */
public interface Probes {
    /** Takes no longer than the timeout unless the kernel itself does not answer. */
    Outcome run(Probe probe, Duration timeout);
}
