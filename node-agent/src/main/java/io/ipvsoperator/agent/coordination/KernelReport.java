package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.agent.status.KernelObservation;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.Statistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of an order.
 *
 * @param order that was carried out, as far as it is not in the failures
 * @param deferred services of ours stay that the order no longer has
 * @param accepted virtual addresses that this host takes as a real server
 * @param realServerFailures what is not as the RealServer wants it
 * @param counters of the IPVS services of this agent; empty unless the kernel was looked at
 */
public record KernelReport(
        KernelOrder order,
        KernelObservation observation,
        boolean deferred,
        List<Failure> failures,
        List<String> accepted,
        List<String> realServerFailures,
        Optional<Map<ServiceKey, Statistics>> counters) {
    public KernelReport {
        failures = List.copyOf(failures);
        accepted = List.copyOf(accepted);
        realServerFailures = List.copyOf(realServerFailures);
        counters = counters.map(Map::copyOf);
    }

    /** Before the first order was carried out. */
    public static KernelReport none() {
        return new KernelReport(
                KernelOrder.none(),
                KernelObservation.unknown(),
                false,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
