package io.ipvsoperator.agent.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the kernel holds for this agent.
 *
 * @param problem why IPVS as a whole cannot be used, if so
 * @param complaints what else of the kernel is not as it must be, with a remedy; the node serves nevertheless
 * @param draining connections left, by name of a table that sends no new ones
 * @param mended how often since the start something was put right that others had changed
 * @param foreign what others hold in the table; empty also where nobody looked
 */
public record KernelObservation(
        Optional<String> problem,
        List<String> complaints,
        int services,
        int destinations,
        Map<String, Long> draining,
        long mended,
        Optional<ForeignServices> foreign) {
    public KernelObservation {
        complaints = List.copyOf(complaints);
        draining = Map.copyOf(draining);
    }

    /** Before the first look. */
    public static KernelObservation unknown() {
        return new KernelObservation(Optional.empty(), List.of(), 0, 0, Map.of(), 0, Optional.empty());
    }
}
