package io.ipvsoperator.agent.status;

import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.agent.plan.ObjectKind;
import java.util.List;
import java.util.Map;

/**
 * Everything that this node can say of itself at one moment.
 *
 * @param applied per kind the resourceVersion up to which the kernel equals the cluster's objects, or they are in failures
 * @param confirmed false while the plan is that from the disk
 * @param realServerAddresses virtual IPs that the kernel accepts as a real server now
 */
public record Observation(
        List<LinkObservation> links,
        List<RouterObservation> routers,
        KernelObservation kernel,
        Map<ObjectKind, String> applied,
        List<Failure> failures,
        List<String> realServerAddresses,
        boolean confirmed) {
    public Observation {
        links = List.copyOf(links);
        routers = List.copyOf(routers);
        applied = Map.copyOf(applied);
        failures = List.copyOf(failures);
        realServerAddresses = List.copyOf(realServerAddresses);
    }

    public static Observation none() {
        return new Observation(
                List.of(), List.of(), KernelObservation.unknown(), Map.of(), List.of(), List.of(), false);
    }

    public Observation withLinks(List<LinkObservation> now) {
        return new Observation(now, routers, kernel, applied, failures, realServerAddresses, confirmed);
    }

    public Observation withRouters(List<RouterObservation> now) {
        return new Observation(links, now, kernel, applied, failures, realServerAddresses, confirmed);
    }

    public Observation withKernel(KernelObservation now) {
        return new Observation(links, routers, now, applied, failures, realServerAddresses, confirmed);
    }

    public Observation withFailures(List<Failure> now) {
        return new Observation(links, routers, kernel, applied, now, realServerAddresses, confirmed);
    }

    public Observation withRealServerAddresses(List<String> now) {
        return new Observation(links, routers, kernel, applied, failures, now, confirmed);
    }

    public Observation withApplied(Map<ObjectKind, String> now, boolean planConfirmed) {
        return new Observation(links, routers, kernel, now, failures, realServerAddresses, planConfirmed);
    }
}
