package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.allocation.Allocation;
import io.ipvsoperator.operator.allocation.AllocationProblem;
import io.ipvsoperator.operator.allocation.AllocationProblem.Claim;
import io.ipvsoperator.operator.allocation.Allocator;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.allocation.IpFamily;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Unit;
import io.ipvsoperator.operator.placement.Verdict;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides one valid pool: who gets which addresses, in which routers, in which order of directors. */
final class PoolPlanner {
    private final ValidPool pool;
    private final Holders holders;
    private final Map<Integer, List<VirtualRouterSpec>> published;
    private final Set<IpAddress> usedElsewhere;
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
            Set<IpAddress> usedElsewhere,
            PlacementMemory placements) {
        this.pool = pool;
        this.holders = holders;
        this.published = published.stream().collect(Collectors.groupingBy(VirtualRouterSpec::virtualRouterId));
        this.usedElsewhere = usedElsewhere;
        this.placements = placements;
    }

    PoolPlan plan() {
        Attempt attempt = attempt(Set.of());
        List<String> joining = joining(attempt.allocation());
        return pool.policy() == PlacementProblem.Policy.WARN || joining.isEmpty()
                ? plan(attempt, Map.of())
                : planAdmitting(joining);
    }

    /** One after the other; one that does not fit gets nothing new, and those behind it may still fit. */
    private PoolPlan planAdmitting(List<String> joining) {
        Set<String> waiting = new LinkedHashSet<>(joining);
        Set<String> refusedAnyway = attempt(waiting).refused();
        Map<String, Refusal> unfit = new LinkedHashMap<>();
        for (String uid : joining) {
            waiting.remove(uid);
            overload(attempt(both(waiting, unfit.keySet())), refusedAnyway)
                    .ifPresent(overload ->
                            unfit.put(uid, new Refusal("NoResources", RedundancyReport.describe(overload))));
        }
        return plan(attempt(unfit.keySet()), unfit);
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.addAll(others);
        return both;
    }

    /** @param allocation with nothing new for some */
    private record Attempt(Allocation allocation, Placement placement) {
        Set<String> refused() {
            return placement.refused().stream().map(Placement.Refusal::group).collect(Collectors.toSet());
        }
    }

    private Attempt attempt(Set<String> withNothingNew) {
        Allocation allocation = Allocator.allocate(problem(withNothingNew));
        return new Attempt(allocation, placements.place(pool.name(), placementProblem(allocation)));
    }

    private PoolPlan plan(Attempt attempt, Map<String, Refusal> unfit) {
        Map<String, Refusal> refusals = refusals(attempt.allocation(), attempt.placement());
        refusals.putAll(unfit);
        return new PoolPlan(
                routers(attempt.allocation(), attempt.placement()),
                refusals,
                Optional.of(attempt.placement()),
                recommended(attempt.allocation()));
    }

    private static Optional<Verdict.Overloaded> overload(Attempt attempt, Set<String> refusedAnyway) {
        return attempt.placement().verdict() instanceof Verdict.Overloaded overloaded
                ? Optional.of(overloaded)
                : attempt.placement().refused().stream()
                        .filter(refusal -> !refusedAnyway.contains(refusal.group()))
                        .map(Placement.Refusal::overload)
                        .findFirst();
    }

    /** Oldest first, those that join a router of somebody: placement, which evicts no router, can't refuse them. */
    private List<String> joining(Allocation allocation) {
        return allocation.grants().stream()
                .filter(grant -> allocation.routers().stream().anyMatch(router -> joins(grant, router)))
                .map(grant -> grant.claim().uid())
                .toList();
    }

    private boolean joins(Allocation.Grant grant, AllocationProblem.Router router) {
        List<AllocationProblem.Entry> held =
                router.entries().stream().filter(entry -> !entry.released()).toList();
        return held.stream().anyMatch(entry -> grant.added().contains(entry.address()))
                && (published.containsKey(router.virtualRouterId())
                        || !held.getFirst().holder().equals(grant.claim().uid()));
    }

    private AllocationProblem problem(Set<String> withNothingNew) {
        List<AllocationProblem.Router> routers = published.entrySet().stream()
                .map(slot -> new AllocationProblem.Router(slot.getKey(), entries(slot.getValue())))
                .toList();
        return new AllocationProblem(
                AddressExclusion.without(offered(), usedElsewhere),
                routers,
                holders.claims(pool, uid -> held(routers, uid)).stream()
                        .flatMap(claim -> withNothingNew.contains(claim.uid())
                                ? withNothingNew(claim, held(routers, claim.uid())).stream()
                                : Stream.of(claim))
                        .toList(),
                pool.identifiers(),
                pool.identifiersTaken());
    }

    /** What agents can't announce is not given away. */
    private AddressPool offered() {
        return pool.withoutIpv6().isEmpty()
                ? pool.addresses()
                : pool.addresses().of(IpFamily.IPV4);
    }

    private static Optional<Claim> withNothingNew(Claim claim, Map<IpFamily, Integer> held) {
        return held.isEmpty()
                ? Optional.empty()
                : Optional.of(new Claim(
                        claim.uid(), claim.namespace(), claim.name(), claim.creationTimestamp(), held, List.of()));
    }

    private static List<AllocationProblem.Entry> entries(List<VirtualRouterSpec> slot) {
        return slot.stream()
                .flatMap(router -> router.addresses().stream())
                .map(address -> new AllocationProblem.Entry(
                        IpAddress.of(address.address()), address.holder(), RouterSweep.isReleased(address)))
                .toList();
    }

    /** How many addresses of each family; a family without any is left out. */
    private static Map<IpFamily, Integer> held(List<AllocationProblem.Router> routers, String uid) {
        return routers.stream()
                .flatMap(router -> router.entries().stream())
                .filter(entry -> !entry.released() && entry.holder().equals(uid))
                .collect(Collectors.toMap(entry -> entry.address().family(), entry -> 1, Integer::sum));
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
        List<String> uids = router.entries().stream()
                .filter(entry -> !entry.released())
                .map(AllocationProblem.Entry::holder)
                .distinct()
                .toList();
        Amounts demand = uids.stream()
                .flatMap(uid -> Collections.nCopies(router.unitsOf(uid), share(uid, allocation)).stream())
                .reduce(Amounts::plus)
                .orElseThrow();
        String name = PoolPlan.unitName(pool.name(), router.virtualRouterId());
        String group = titles(allocation).getOrDefault(uids.getFirst(), uids.getFirst());
        return new Unit(name, group, demand, order(router.virtualRouterId()));
    }

    /** Of a service's demand, what comes by one address or by one pair of both families. */
    private Amounts share(String uid, Allocation allocation) {
        int units = allocation.routers().stream()
                .mapToInt(router -> router.unitsOf(uid))
                .sum();
        return holders.demand(uid, pool).dividedBy(units);
    }

    /** By uid, what people call the services. */
    private static Map<String, String> titles(Allocation allocation) {
        return allocation.grants().stream()
                .map(Allocation.Grant::claim)
                .collect(Collectors.toMap(Claim::uid, Claim::title));
    }

    /** Members stand in the order of failover, whatever their priorities are at the moment. */
    private List<String> order(int virtualRouterId) {
        Set<String> desired = pool.directors().stream().map(Director::name).collect(Collectors.toSet());
        return published.getOrDefault(virtualRouterId, List.of()).stream()
                .flatMap(router -> router.members().stream())
                .map(VirtualRouterSpec.Member::director)
                .filter(desired::contains)
                .distinct()
                .toList();
    }

    private Map<String, Refusal> refusals(Allocation allocation, Placement placement) {
        Map<String, Refusal> refusals = new HashMap<>();
        allocation
                .grants()
                .forEach(grant -> grant.refusal()
                        .ifPresent(refusal -> refusals.put(grant.claim().uid(), RefusalReasons.of(refusal, pool))));
        Map<String, Refusal> unfit = placement.refused().stream()
                .collect(Collectors.toMap(
                        Placement.Refusal::group,
                        refused -> new Refusal("NoResources", RedundancyReport.describe(refused.overload()))));
        titles(allocation).forEach((uid, title) -> {
            Refusal refusal = unfit.get(title);
            if (refusal != null) {
                refusals.put(uid, refusal);
            }
        });
        return refusals;
    }

    private List<VirtualRouterSpec> routers(Allocation allocation, Placement placement) {
        Map<String, List<String>> orders = placement.units().stream()
                .collect(Collectors.toMap(Placement.PlacedUnit::name, Placement.PlacedUnit::order));
        RouterComposition composition = new RouterComposition(pool);
        List<VirtualRouterSpec> routers = new ArrayList<>();
        for (AllocationProblem.Router router : allocation.routers()) {
            List<VirtualRouterSpec> before = published.getOrDefault(router.virtualRouterId(), List.of());
            List<String> order = orders.get(PoolPlan.unitName(pool.name(), router.virtualRouterId()));
            if (order != null) {
                routers.addAll(composition.compose(router, order, before));
            } else if (!before.isEmpty()) {
                routers.addAll(composition.compose(router, order(router.virtualRouterId()), before));
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
