package io.ipvsoperator.operator.vippool;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.director.Directors;
import io.ipvsoperator.operator.virtualservice.IpPrefix;
import io.ipvsoperator.operator.virtualservice.NodeAddresses;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one look at a pool comes to.
 *
 * @param suspension why a valid pool was not planned
 * @param demand what was measured beside what is planned with
 * @param over routers of pools that are gone, to be deleted
 */
record PoolDecision(
        PoolDirectors directors,
        PoolValidation.Outcome outcome,
        Optional<Suspension> suspension,
        PoolPlan plan,
        PoolDemand demand,
        List<VirtualRouter> over) {

    static PoolDecision decide(PoolInputs inputs, PlacementMemory placements, Instant now) {
        PoolDirectors directors = PoolDirectors.of(inputs.pool(), inputs.nodes(), inputs.directors());
        return decide(inputs, directors, Suspension.of(directors, now), placements, now);
    }

    /** What it comes to once nothing suspends planning. */
    static PoolDecision unsuspended(PoolInputs inputs, PlacementMemory placements, Instant now) {
        PoolDirectors directors = PoolDirectors.of(inputs.pool(), inputs.nodes(), inputs.directors());
        return decide(inputs, directors, Optional.empty(), placements, now);
    }

    private static PoolDecision decide(
            PoolInputs inputs,
            PoolDirectors directors,
            Optional<Suspension> suspension,
            PlacementMemory placements,
            Instant now) {
        PoolValidation.Outcome outcome = PoolValidation.validate(inputs, directors);
        Holders holders = new Holders(inputs, placements);
        RouterSweep sweep = sweep(inputs, directors, holders);
        List<VirtualRouterSpec> swept = swept(inputs, sweep);
        PlanMemory memory = PlanMemory.of(inputs.pool());
        Planning planning = new Planning(
                holders,
                swept,
                usedElsewhere(inputs),
                placements,
                MoveSituation.of(directors, inputs.ownRouters(), memory, now),
                memory);
        PoolPlan plan = switch (outcome) {
            case PoolValidation.Outcome.Valid(ValidPool pool) when suspension.isEmpty() -> planning.plan(pool);
            case PoolValidation.Outcome.Valid ignored -> planning.standing();
            case PoolValidation.Outcome.Invalid ignored -> planning.standing();
        };
        plan = plan.with(new MemberAddresses(byName(inputs))::in);
        return new PoolDecision(
                directors, outcome, suspension, plan, demand(inputs, directors), AbandonedRouters.over(inputs, sweep));
    }

    private static PoolDemand demand(PoolInputs inputs, PoolDirectors directors) {
        return PoolDemand.of(
                inputs,
                PoolDirectors.addresses(inputs.pool())
                        .map(addresses -> directors.forPlacement(inputs.pool().getSpec(), addresses))
                        .orElse(List.of()));
    }

    /** Whether a pool that is being deleted has to wait: for a service, or for the word of an available director. */
    boolean isInUse(PoolInputs inputs) {
        Map<String, VirtualRouter> published = inputs.ownRouters().stream()
                .collect(Collectors.toMap(router -> PoolPlan.routerName(router.getSpec()), router -> router));
        return plan.routers().stream().anyMatch(wanted -> {
            VirtualRouter router = published.get(PoolPlan.routerName(wanted));
            return router == null
                    || !router.getSpec().equals(wanted)
                    || !AbandonedRouters.mayBeAbandoned(router, inputs.directors());
        });
    }

    private static RouterSweep sweep(PoolInputs inputs, PoolDirectors directors, Holders holders) {
        Set<String> nodes = inputs.nodes().stream()
                .map(node -> node.getMetadata().getName())
                .collect(Collectors.toSet());
        return new RouterSweep(nodes, directors.nodes(), byName(inputs), holders::holds);
    }

    private static Map<String, Director> byName(PoolInputs inputs) {
        return inputs.directors().stream()
                .collect(Collectors.toMap(director -> director.getMetadata().getName(), director -> director));
    }

    private static List<VirtualRouterSpec> swept(PoolInputs inputs, RouterSweep sweep) {
        return inputs.ownRouters().stream()
                .map(sweep::sweep)
                .filter(router -> !router.addresses().isEmpty())
                .toList();
    }

    /** Addresses that no pool may give away: those of nodes, and those that routers of other pools hold. */
    private static Set<IpAddress> usedElsewhere(PoolInputs inputs) {
        Set<IpAddress> used = new HashSet<>();
        for (Node node : inputs.nodes()) {
            NodeAddresses.registered(node).forEach(used::add);
        }
        inputs.directors().stream()
                .flatMap(Directors::interfaces)
                .flatMap(link -> link.addresses().stream())
                .flatMap(text -> IpPrefix.parse(text).stream())
                .forEach(prefix -> used.add(prefix.network()));
        inputs.routers().stream()
                .filter(router -> !router.getSpec().pool().equals(inputs.poolName()))
                .flatMap(router -> router.getSpec().addresses().stream())
                .flatMap(address -> IpAddress.parse(address.address()).stream())
                .forEach(used::add);
        return used;
    }
}
