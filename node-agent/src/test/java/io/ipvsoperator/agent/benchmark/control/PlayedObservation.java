package io.ipvsoperator.agent.benchmark.control;

import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.coordination.KernelReport;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.link.HostLink;
import io.ipvsoperator.agent.link.OwnAddress;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.RouterPlan;
import io.ipvsoperator.agent.status.Observation;
import io.ipvsoperator.agent.status.RealServerObservation;
import io.ipvsoperator.agent.status.RouterObservation;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.Priority;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an agent would say whose VRRP goes by the plan's priorities. */
final class PlayedObservation {
    private static final int MAXIMUM_TRANSMISSION_UNIT = 1500;
    private static final int PREFIX_LENGTH = 8;

    private final String address;
    private final HostLink link;
    private final Instant since = Instant.now();

    /** @param address of the node, on its only interface */
    PlayedObservation(String address) {
        this.address = address;
        link = new HostLink(
                new NetworkInterfaceName("eth1"),
                2,
                true,
                MAXIMUM_TRANSMISSION_UNIT,
                List.of(new OwnAddress(IpAddress.parse(address), PREFIX_LENGTH, false)));
    }

    Observation of(Plan plan, KernelReport report) {
        Map<ObjectKind, String> applied = new EnumMap<>(ObjectKind.class);
        applied.putAll(plan.versions());
        applied.keySet().retainAll(List.of(ObjectKind.VIRTUAL_ROUTER, ObjectKind.FORWARDING_TABLE));
        return new Observation(
                plan.directorObject(),
                List.of(link),
                plan.routers().stream().map(this::router).toList(),
                report.observation(),
                applied,
                plan.failures(),
                plan.realServer()
                        .map(role -> new RealServerObservation(
                                role.generation(), report.accepted(), List.of(), List.of(address))),
                List.of(),
                HealthReport.none(),
                plan.confirmed(),
                Optional.empty());
    }

    /** Whoever waits longest for another is the one that others wait for. */
    private RouterObservation router(RouterPlan router) {
        Priority own = router.priority();
        boolean highest = own.value() > router.successorPriority().value();
        return new RouterObservation(
                router.name(),
                highest ? "Active" : "Backup",
                since,
                own.value(),
                List.of(),
                Optional.empty(),
                List.of());
    }
}
