package io.ipvsoperator.agent.tracking;

import io.ipvsoperator.agent.probe.Cadence;
import io.ipvsoperator.agent.probe.PeriodicProbe;
import io.ipvsoperator.agent.probe.Probe;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A probe and what its failure means.
 *
 * @param weight absent: a failure resigns every router. Else by how much a failure lowers priorities; the sign says only
 *     from which end the user counts
 */
public record Check(CheckName name, Probe probe, Cadence cadence, OptionalInt weight) {

    /** Whether a failure gives routers away rather than lowering priorities. */
    boolean resigns() {
        return weight.isEmpty();
    }

    /** What a failure takes off a priority. */
    int penalty() {
        return Math.abs(weight.orElse(0));
    }

    /** A new check runs at once: routers wait for it. */
    PeriodicProbe<CheckName> probed() {
        return new PeriodicProbe<>(name, probe, cadence, Duration.ZERO);
    }
}
