package io.ipvsoperator.agent.realserver;

import io.ipvsoperator.wire.IpAddress;
import java.util.List;
import java.util.Set;

/**
 * @param accepted virtual addresses whose packets this host takes as its own now
 * @param failures what is not as wanted, and what to do
 */
public record RealServerReport(Set<IpAddress> accepted, List<String> failures) {
    public RealServerReport {
        accepted = Set.copyOf(accepted);
        failures = List.copyOf(failures);
    }
}
