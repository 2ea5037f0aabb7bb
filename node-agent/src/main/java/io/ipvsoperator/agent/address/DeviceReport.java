package io.ipvsoperator.agent.address;

import java.util.Map;
import java.util.Set;

/**
 * How the interfaces of virtual MAC addresses stand. Immutable.
 *
 * @param present names of those on this host that this agent, or an earlier run of it, has made
 * @param failures by name of the router, why it cannot have its own
 */
public record DeviceReport(Set<String> present, Map<String, String> failures) {
    public DeviceReport {
        present = Set.copyOf(present);
        failures = Map.copyOf(failures);
    }

    public static DeviceReport none() {
        return new DeviceReport(Set.of(), Map.of());
    }
}
