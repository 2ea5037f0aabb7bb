package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.backend.Selection;
import io.ipvsoperator.agent.plan.InetAddresses;
import io.ipvsoperator.agent.plan.RouterPlan;
import io.ipvsoperator.agent.tracking.TrackingReport;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.vrrp.Failback;
import io.ipvsoperator.vrrp.Participation;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether this node stands for a router, how high, and if not, why. Pure.
 *
 * @param awaited what must be known before the router may start
 */
record Standing(Participation participation, Optional<String> reason, List<String> awaited) {

    static Standing of(RouterPlan router, Situation situation) {
        TrackingReport checks = situation.tracking();
        List<String> awaited = router.tracking().awaited(checks);
        Optional<String> objection = objection(router, situation);
        if (objection.isPresent()) {
            return new Standing(new Participation.Withdrawn(), objection, awaited);
        }
        Participation candidate = new Participation.Candidate(
                router.priorityLess(router.tracking().penalty(checks)), failback(router, situation));
        Optional<String> reason = awaited.isEmpty()
                ? Optional.empty()
                : Optional.of("waits for the first result of check " + String.join(", ", awaited));
        return new Standing(candidate, reason, awaited);
    }

    /** The gravest first: what no check could mend. */
    private static Optional<String> objection(RouterPlan router, Situation situation) {
        return situation
                .kernel()
                .observation()
                .problem()
                .map(problem -> "IPVS cannot be used: " + problem)
                .or(() -> router.participates()
                        ? Optional.empty()
                        : Optional.of(
                                router.addresses().isEmpty()
                                        ? "there is no address to own"
                                        : "maintenance, or no director of the pool any longer"))
                .or(() -> Optional.ofNullable(
                                situation.addresses().devices().failures().get(router.name()))
                        .map(failure -> "its virtual MAC address cannot be had: " + failure))
                .or(() -> router.tracking().resignation(situation.tracking()))
                .or(() -> router.tracking().resignsWithoutBackend() && !hasBackend(router, situation)
                        ? Optional.of("no backend behind any of its addresses takes new connections")
                        : Optional.empty());
    }

    private static boolean hasBackend(RouterPlan router, Situation situation) {
        Set<InetAddress> addresses =
                router.addresses().stream().map(InetAddresses::of).collect(Collectors.toSet());
        Map<String, Selection> selections = situation.health().selections();
        return situation.plan().tables().stream()
                .filter(table -> table.addresses().stream().anyMatch(addresses::contains))
                .map(table -> Selection.of(table, selections).appliedTo(table))
                .anyMatch(table -> !table.isDraining());
    }

    /** A director that a check held back is as one that has just started. */
    private static Failback failback(RouterPlan router, Situation situation) {
        MonotonicInstant started = situation.startedAt();
        MonotonicInstant since = router.tracking()
                .recoveredAt(situation.tracking())
                .filter(recovered -> recovered.compareTo(started) > 0)
                .orElse(started);
        return router.failback().since(since);
    }
}
