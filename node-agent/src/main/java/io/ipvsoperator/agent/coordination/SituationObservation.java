package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.link.HostLink;
import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.RouterPlan;
import io.ipvsoperator.agent.status.Observation;
import io.ipvsoperator.agent.status.RealServerObservation;
import io.ipvsoperator.agent.status.RouterObservation;
import io.ipvsoperator.agent.vrrp.InterfaceView;
import io.ipvsoperator.agent.vrrp.RouterView;
import io.ipvsoperator.wire.Ipv4Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this node says of a situation. Pure. */
final class SituationObservation {
    private SituationObservation() {}

    static Observation of(
            Situation situation, Orders orders, List<Failure> onThisHost, Map<ObjectKind, String> applied) {
        Plan plan = situation.plan();
        return new Observation(
                plan.directorObject(),
                links(situation, orders),
                routers(situation),
                situation.kernel().observation(),
                applied,
                failures(situation, onThisHost),
                realServer(situation),
                plan.confirmed());
    }

    private static List<HostLink> links(Situation situation, Orders orders) {
        return situation.links().links().stream()
                .filter(link -> orders.interfaces().containsKey(link.name()))
                .toList();
    }

    private static List<RouterObservation> routers(Situation situation) {
        Map<String, List<String>> warnings = situation.plan().routers().stream()
                .collect(Collectors.toMap(RouterPlan::name, RouterPlan::warnings, (one, same) -> one));
        List<RouterObservation> routers = new ArrayList<>();
        for (InterfaceView view : situation.views().values()) {
            for (RouterView router : view.routers()) {
                routers.add(new RouterObservation(
                        router.name(),
                        router.state(),
                        router.since(),
                        router.priority(),
                        warnings.getOrDefault(router.name(), List.of())));
            }
        }
        routers.sort(Comparator.comparing(RouterObservation::name).thenComparing(RouterObservation::state));
        return routers;
    }

    private static List<Failure> failures(Situation situation, List<Failure> onThisHost) {
        List<Failure> failures = new ArrayList<>(situation.plan().failures());
        failures.addAll(onThisHost);
        failures.addAll(situation.kernel().failures());
        Map<Ipv4Address, String> refused = situation.addresses().failures();
        for (RouterPlan router : situation.plan().routers()) {
            router.addresses().stream()
                    .flatMap(address -> Stream.ofNullable(refused.get(address)))
                    .forEach(message -> failures.add(new Failure(ObjectKind.VIRTUAL_ROUTER, router.name(), message)));
        }
        return failures;
    }

    private static Optional<RealServerObservation> realServer(Situation situation) {
        KernelReport kernel = situation.kernel();
        boolean answered = kernel.order().realServer().containsAll(realServerAddresses(situation.plan()));
        return situation
                .plan()
                .realServer()
                .filter(role -> answered)
                .map(role ->
                        new RealServerObservation(role.generation(), kernel.accepted(), kernel.realServerFailures()));
    }

    private static List<Ipv4Address> realServerAddresses(Plan plan) {
        return plan.realServer().map(Plan.RealServerPlan::addresses).orElse(List.of());
    }
}
