package io.ipvsoperator.agent.status;

import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.demand.ReportedDemand;
import io.ipvsoperator.agent.link.HostLink;
import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.probe.Verdict;
import io.ipvsoperator.agent.tracking.CheckName;
import io.ipvsoperator.agent.tracking.CheckReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything that this node can say of itself at one moment.
 *
 * @param directorObject the cluster has a Director of this node's name, to report to
 * @param links that carry virtual addresses
 * @param applied per kind the resourceVersion up to which the kernel equals the cluster's objects, or they are in failures
 * @param realServer present if the cluster has a RealServer of this node's name
 * @param checks that the pools of this director track
 * @param health of the backends that this director checks
 * @param confirmed false while the plan is that from the disk
 * @param demand what goes through this director; empty before the first minute was measured
 */
public record Observation(
        boolean directorObject,
        List<HostLink> links,
        List<RouterObservation> routers,
        KernelObservation kernel,
        Map<ObjectKind, String> applied,
        List<Failure> failures,
        Optional<RealServerObservation> realServer,
        List<CheckReport> checks,
        HealthReport health,
        boolean confirmed,
        Optional<ReportedDemand> demand) {
    public Observation {
        links = List.copyOf(links);
        routers = List.copyOf(routers);
        applied = Map.copyOf(applied);
        failures = List.copyOf(failures);
        checks = List.copyOf(checks);
    }

    public static Observation none() {
        return new Observation(
                false,
                List.of(),
                List.of(),
                KernelObservation.unknown(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                HealthReport.none(),
                false,
                Optional.empty());
    }

    /** True if others wait for the difference: the state of a router, an acknowledgement, a failure. */
    public boolean isUrgentAfter(Observation reported) {
        return directorObject != reported.directorObject
                || confirmed != reported.confirmed
                || !routers.equals(reported.routers)
                || !applied.equals(reported.applied)
                || !failures.equals(reported.failures)
                || !realServer.equals(reported.realServer)
                || !verdicts().equals(reported.verdicts())
                || !kernel.problem().equals(reported.kernel.problem());
    }

    /** Without the errors, which may read differently at every run. */
    private Map<CheckName, Verdict> verdicts() {
        return checks.stream().collect(Collectors.toMap(CheckReport::name, CheckReport::verdict));
    }
}
