package io.ipvsoperator.agent.status;

import java.util.Map;
import java.util.Optional;

/**
 * What the kernel holds for this agent.
 *
 * @param problem why IPVS as a whole cannot be used, if so
 * @param draining connections left, by name of a table that sends no new ones
 */
public record KernelObservation(Optional<String> problem, int services, int destinations, Map<String, Long> draining) {
    public KernelObservation {
        draining = Map.copyOf(draining);
    }

    /** Before the first look. */
    public static KernelObservation unknown() {
        return new KernelObservation(Optional.empty(), 0, 0, Map.of());
    }
}
