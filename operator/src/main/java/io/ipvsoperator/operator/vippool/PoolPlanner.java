package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.allocation.Allocation;
import io.ipvsoperator.operator.allocation.AllocationProblem;
import io.ipvsoperator.operator.allocation.AllocationProblem.Claim;
import io.ipvsoperator.operator.allocation.Allocator;
import io.ipvsoperator.operator.allocation.Ipv4Address;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Unit;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides one valid pool: who gets which addresses, in which routers, in which order of directors. */
final class PoolPlanner {
    private final ValidPool pool;
    private final Holders holders;
    private final Map<Integer, VirtualRouterSpec> published;
    private final Set<Ipv4Address> usedElsewhere;
    private final PlacementMemory placements;

    /**
     * @param published the pool's routers, swept
     * @param usedElsewhere addresses that belong to nodes or to routers of other pools
     * @param placements answers of before
     */
    PoolPlanner(
            ValidPool pool,
            Holders holders,
            List<VirtualRouterSpec> published,
            Set<Ipv4Address> usedElsewhere,
            PlacementMemory placements) {
        this.pool = pool;
        this.holders = holders;
        this.published =
                published.stream().collect(Collectors.toMap(VirtualRouterSpec::virtualRouterId, router -> router));
        this.usedElsewhere = usedElsewhere;
        this.placements = placements;
    }

    PoolPlan plan() {
        Allocation allocation = Allocator.allocate(problem());
        Placement placement = placements.place(pool.name(), placementProblem(allocation));
        Map<String, Refusal> refusals = refusals(allocation, placement);
        return new PoolPlan(routers(allocation, placement), refusals, Optional.of(placement), recommended(allocation));
    }

    private AllocationProblem problem() {
        List<AllocationProblem.Router> routers = published.values().stream()
                .map(router -> new AllocationProblem.Router(router.virtualRouterId(), entries(router)))
                .toList();
        return new AllocationProblem(
                AddressExclusion.without(pool.addresses(), usedElsewhere),
                routers,
                holders.claims(pool, uid -> heldCount(routers, uid)),
                pool.identifiers(),
                pool.identifiersTaken());
    }

    private static List<AllocationProblem.Entry> entries(VirtualRouterSpec router) {
        return router.addresses().stream()
                .map(address -> new AllocationProblem.Entry(
                        Ipv4Address.of(address.address()), address.holder(), RouterSweep.isReleased(address)))
                .toList();
    }

    private static int heldCount(List<AllocationProblem.Router> routers, String uid) {
        return (int) routers.stream()
                .flatMap(router -> router.entries().stream())
                .filter(entry -> !entry.released() && entry.holder().equals(uid))
                .count();
    }

    private PlacementProblem placementProblem(Allocation allocation) {
        List<Claim> oldestFirst =
                allocation.grants().stream().map(Allocation.Grant::claim).toList();
        List<Unit> units = new ArrayList<>();
        allocation.routers().stream()
                .filter(router -> router.entries().stream().anyMatch(entry -> !entry.released()))
                .sorted(Comparator.comparingInt(router -> rank(router, oldestFirst)))
                .forEach(router -> units.add(unit(router, allocation)));
        return new PlacementProblem(pool.directors(), units, pool.toleratedFailures(), pool.policy());
    }

    /** Newcomers are admitted in the order of their claims. */
    private static int rank(AllocationProblem.Router router, List<Claim> oldestFirst) {
        Set<String> uids =
                router.entries().stream().map(AllocationProblem.Entry::holder).collect(Collectors.toSet());
        for (int i = 0; i < oldestFirst.size(); i++) {
            if (uids.contains(oldestFirst.get(i).uid())) {
                return i;
            }
        }
        return oldestFirst.size();
    }

    private Unit unit(AllocationProblem.Router router, Allocation allocation) {
        List<AllocationProblem.Entry> held =
                router.entries().stream().filter(entry -> !entry.released()).toList();
        Amounts demand = held.stream()
                .map(entry ->
                        holders.demand(entry.holder(), pool).dividedBy(heldCount(allocation.routers(), entry.holder())))
                .reduce(Amounts::plus)
                .orElseThrow();
        String name = PoolPlan.routerName(pool.name(), router.virtualRouterId());
        return new Unit(name, held.getFirst().holder(), demand, order(router.virtualRouterId()));
    }

    /** Members stand in the order of failover, whatever their priorities are at the moment. */
    private List<String> order(int virtualRouterId) {
        VirtualRouterSpec router = published.get(virtualRouterId);
        Set<String> desired = pool.directors().stream().map(Director::name).collect(Collectors.toSet());
        return router == null
                ? List.of()
                : router.members().stream()
                        .map(VirtualRouterSpec.Member::director)
                        .filter(desired::contains)
                        .toList();
    }

    private Map<String, Refusal> refusals(Allocation allocation, Placement placement) {
        Map<String, Refusal> refusals = new HashMap<>();
        allocation
                .grants()
                .forEach(grant -> grant.refusal()
                        .ifPresent(
                                refusal -> refusals.put(grant.claim().uid(), RefusalReasons.of(refusal, pool.name()))));
        placement
                .refused()
                .forEach(refused -> refusals.put(
                        refused.group(), new Refusal("NoResources", RedundancyReport.describe(refused.overload()))));
        return refusals;
    }

    private List<VirtualRouterSpec> routers(Allocation allocation, Placement placement) {
        Map<String, List<String>> orders = placement.units().stream()
                .collect(Collectors.toMap(Placement.PlacedUnit::name, Placement.PlacedUnit::order));
        RouterComposition composition = new RouterComposition(pool);
        List<VirtualRouterSpec> routers = new ArrayList<>();
        for (AllocationProblem.Router router : allocation.routers()) {
            VirtualRouterSpec before = published.get(router.virtualRouterId());
            List<String> order = orders.get(PoolPlan.routerName(pool.name(), router.virtualRouterId()));
            if (order != null) {
                routers.add(composition.compose(router, order, before));
            } else if (before != null && !router.entries().isEmpty()) {
                routers.add(composition.compose(router, order(router.virtualRouterId()), before));
            }
        }
        return routers;
    }

    private Optional<Integer> recommended(Allocation allocation) {
        Set<String> uids = new HashSet<>();
        allocation.grants().stream()
                .filter(grant -> !grant.kept().isEmpty() || !grant.added().isEmpty())
                .forEach(grant -> uids.add(grant.claim().uid()));
        return uids.stream()
                .map(uid -> holders.demand(uid, pool))
                .reduce(Amounts::plus)
                .filter(demand -> demand.bandwidth().isPresent())
                .map(demand -> Recommendations.of(demand, pool));
    }
}
