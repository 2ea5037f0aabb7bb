package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.ipvs.table.ServiceFailure;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.Statistics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the kernel's table stands against the plan. Immutable.
 *
 * @param services that the kernel holds for us
 * @param destinations of those
 * @param failures services that are not as wanted
 * @param foreign services of others
 * @param deferred services that are no longer wanted and wait for their address to leave this host
 * @param mended how many services were found changed by others since the start, and set right
 * @param counters of our services; empty unless the kernel was looked at
 */
public record IpvsReport(
        int services,
        int destinations,
        List<ServiceFailure> failures,
        Set<ServiceKey> foreign,
        Set<ServiceKey> deferred,
        long mended,
        Optional<Map<ServiceKey, Statistics>> counters) {
    public IpvsReport {
        failures = List.copyOf(failures);
        foreign = Set.copyOf(foreign);
        deferred = Set.copyOf(deferred);
        counters = counters.map(Map::copyOf);
    }

    /** With further services that are not as wanted. */
    public IpvsReport failing(Collection<ServiceFailure> others) {
        List<ServiceFailure> all = new ArrayList<>(failures);
        all.addAll(others);
        return new IpvsReport(services, destinations, all, foreign, deferred, mended, counters);
    }

    IpvsReport counting(Map<ServiceKey, Statistics> seen) {
        return new IpvsReport(services, destinations, failures, foreign, deferred, mended, Optional.of(seen));
    }
}
