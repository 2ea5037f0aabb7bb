package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.demand.ReportedDemand;
import io.ipvsoperator.agent.link.HostLink;
import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.RouterPlan;
import io.ipvsoperator.agent.status.Observation;
import io.ipvsoperator.agent.status.RealServerObservation;
import io.ipvsoperator.agent.status.RouterObservation;
import io.ipvsoperator.agent.vrrp.RouterView;
import io.ipvsoperator.agent.vrrp.SegmentView;
import io.ipvsoperator.wire.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this node says of a situation. Pure. */
final class SituationObservation {

    /** What the schema of a Director has room for. */
    private static final int MOST_INTERFACES = 64;

    private SituationObservation() {}

    static Observation of(
            Situation situation,
            List<Failure> onThisHost,
            Map<ObjectKind, String> applied,
            Optional<ReportedDemand> demand) {
        Plan plan = situation.plan();
        return new Observation(
                plan.directorObject(),
                links(situation),
                routers(situation),
                situation.kernel().observation(),
                applied,
                failures(situation, onThisHost),
                realServer(situation),
                situation.tracking().checks(),
                situation.health(),
                plan.confirmed(),
                demand);
    }

    /** All that a pool might run on, not only what runs routers today: the operator tells segments apart by them. */
    private static List<HostLink> links(Situation situation) {
        return situation.links().links().stream()
                .filter(link -> link.isAddressed() && !link.name().equals(NodeAddresses.LOOPBACK))
                .sorted(Comparator.comparing(link -> link.name().value()))
                .limit(MOST_INTERFACES)
                .toList();
    }

    private static List<RouterObservation> routers(Situation situation) {
        Map<String, RouterPlan> planned = situation.plan().routers().stream()
                .collect(Collectors.toMap(RouterPlan::name, Function.identity(), (one, same) -> one));
        List<RouterObservation> routers = new ArrayList<>();
        for (SegmentView view : situation.views().values()) {
            for (RouterView router : view.routers()) {
                Optional<RouterPlan> plan = Optional.ofNullable(planned.get(router.name()));
                routers.add(new RouterObservation(
                        router.name(),
                        router.state(),
                        router.since(),
                        router.priority(),
                        plan.map(RouterPlan::warnings).orElse(List.of()),
                        plan.flatMap(known -> Standing.of(known, situation).reason()),
                        router.problems()));
            }
        }
        routers.sort(Comparator.comparing(RouterObservation::name).thenComparing(RouterObservation::state));
        return routers;
    }

    private static List<Failure> failures(Situation situation, List<Failure> onThisHost) {
        List<Failure> failures = new ArrayList<>(situation.plan().failures());
        failures.addAll(onThisHost);
        failures.addAll(situation.kernel().failures());
        Map<IpAddress, String> refused = situation.addresses().failures();
        for (RouterPlan router : situation.plan().routers()) {
            router.addresses().stream()
                    .flatMap(address -> Stream.ofNullable(refused.get(address)))
                    .forEach(message -> failures.add(new Failure(ObjectKind.VIRTUAL_ROUTER, router.name(), message)));
            Optional.ofNullable(situation.addresses().devices().failures().get(router.name()))
                    .ifPresent(message -> failures.add(new Failure(ObjectKind.VIRTUAL_ROUTER, router.name(), message)));
        }
        return failures;
    }

    /**
     * Nothing while the kernel follows an older order, nor before the host's interfaces were looked at: without addresses the
     * node would be taken for one that is no backend.
     */
    private static Optional<RealServerObservation> realServer(Situation situation) {
        KernelReport kernel = situation.kernel();
        boolean answered = kernel.order().realServer().containsAll(realServerAddresses(situation.plan()))
                && !situation.links().links().isEmpty();
        return situation.plan().realServer().filter(role -> answered).map(role -> {
            NodeAddresses own = NodeAddresses.of(situation);
            List<String> failures = new ArrayList<>(kernel.realServerFailures());
            own.failure().ifPresent(failures::add);
            return new RealServerObservation(role.generation(), kernel.accepted(), failures, own.reported());
        });
    }

    private static List<IpAddress> realServerAddresses(Plan plan) {
        return plan.realServer().map(Plan.RealServerPlan::addresses).orElse(List.of());
    }
}
