package io.ipvsoperator.agent.probe;

import java.time.Duration;
import java.util.List;

/**
 * A probe that runs again and again.
 *
 * @param name what makes two of them the same one
 * @param firstAfter how long the first run waits: with different ones many probes do not run all at once
 * @param owners who share its runs with others, the widest first, as a namespace and a table in it; empty: the process itself
 */
public record PeriodicProbe<N extends Comparable<N>>(
        N name, Probe probe, Cadence cadence, Duration firstAfter, List<String> owners) {
    public PeriodicProbe {
        owners = List.copyOf(owners);
    }

    /** One of the process itself. */
    public PeriodicProbe(N name, Probe probe, Cadence cadence, Duration firstAfter) {
        this(name, probe, cadence, firstAfter, List.of());
    }
}
