package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.allocation.Allocation;
import io.ipvsoperator.operator.allocation.AllocationProblem;
import io.ipvsoperator.operator.allocation.Allocator;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.pacing.LastMove;
import io.ipvsoperator.operator.pacing.Pacing;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Placer;
import io.ipvsoperator.operator.placement.Unit;
import io.ipvsoperator.operator.placement.Verdict;
import io.ipvsoperator.operator.vippool.RouterComposition.Wanted;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides one valid pool: who gets which addresses, in which routers, in which order of directors. */
final class PoolPlanner {
    private final ValidPool pool;
    private final Holders holders;
    private final Map<Integer, List<VirtualRouterSpec>> published;
    private final PoolAllocation allocations;
    private final PlacementMemory placements;
    private final MoveSituation situation;
    private final UnitComposition composition;
    private final List<Director> directorsNow;

    /**
     * @param published the pool's routers, swept
     * @param usedElsewhere addresses that belong to nodes or to routers of other pools
     * @param placements answers of before
     * @param situation of moves
     * @param directorsNow those of the pool by the capacities that are known now
     */
    PoolPlanner(
            ValidPool pool,
            Holders holders,
            List<VirtualRouterSpec> published,
            Set<IpAddress> usedElsewhere,
            PlacementMemory placements,
            MoveSituation situation,
            List<Director> directorsNow) {
        this.pool = pool;
        this.holders = holders;
        this.published = published.stream().collect(Collectors.groupingBy(VirtualRouterSpec::virtualRouterId));
        allocations = new PoolAllocation(pool, holders, this.published, usedElsewhere);
        this.placements = placements;
        this.situation = situation;
        this.directorsNow = directorsNow;
        composition = new UnitComposition(
                pool,
                holders,
                this.published,
                unit -> pool.failsBackNever() ? situation.holder(unit) : Optional.empty());
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
                            unfit.put(uid, new Refusal("NoResources", RedundancyReport.refusing(overload))));
        }
        return plan(attempt(unfit.keySet()), unfit);
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.addAll(others);
        return both;
    }

    /** @param allocation with nothing new for some */
    private record Attempt(Allocation allocation, PlacementProblem problem, Target target) {
        Placement placement() {
            return target.placement();
        }

        Set<String> refused() {
            return placement().refused().stream().map(Placement.Refusal::group).collect(Collectors.toSet());
        }

        boolean leavesSomethingOut() {
            return placement().verdict() instanceof Verdict.Overloaded
                    || !placement().refused().isEmpty();
        }
    }

    /** Spreading a service's addresses is a wish: where it is in the way of what fits, it goes. */
    private Attempt attempt(Set<String> withNothingNew) {
        Allocation allocation = Allocator.allocate(allocations.problem(withNothingNew));
        PlacementProblem problem = composition.problem(allocation, pool.directors());
        Attempt spread = attempt(allocation, problem);
        boolean newcomers = problem.units().stream().anyMatch(Unit::newcomer);
        if (!newcomers || problem.spread().isEmpty() || !spread.leavesSomethingOut()) {
            return spread;
        }
        Attempt other = attempt(allocation, problem.spreading(Set.of()));
        return other.leavesSomethingOut() ? spread : other;
    }

    private Attempt attempt(Allocation allocation, PlacementProblem problem) {
        Target target = new Replanning(pool.name(), problem, placements).target(pool.rebalancing());
        return new Attempt(allocation, problem, target);
    }

    private PoolPlan plan(Attempt attempt, Map<String, Refusal> unfit) {
        Map<String, Refusal> refusals = refusals(attempt.allocation(), attempt.placement());
        refusals.putAll(unfit);
        MovePlanning planning = new MovePlanning(attempt.problem(), attempt.target());
        MovesPlan moves = planning.moves(
                new Pacing(pool.rebalancing().movesPerMinute()),
                situation.lastMove(),
                situation.handover(),
                situation.surroundings(),
                situation.now());
        Map<String, List<String>> orders = planning.orders(moves);
        return new PoolPlan(
                routers(attempt, orders),
                refusals,
                Optional.of(reported(attempt, planning, orders)),
                recommended(attempt.allocation()),
                moves,
                memory(moves));
    }

    /** By the orders that are published now, and the capacities that are known now. */
    private Placement reported(Attempt attempt, MovePlanning planning, Map<String, List<String>> orders) {
        boolean asPlanned =
                orders.equals(attempt.target().orders()) && pool.directors().equals(directorsNow);
        return asPlanned
                ? attempt.placement()
                : placements.asItStands(pool.name(), planning.after(orders).withDirectors(directorsNow));
    }

    private PlanMemory memory(MovesPlan moves) {
        Optional<LastMove> last = moves.published()
                .map(move -> new LastMove(
                        move.unit(), move.from(), move.to(), situation.now().truncatedTo(ChronoUnit.MILLIS), false))
                .or(() -> moves.verified().map(MovesPlan.Done::move))
                .or(situation::lastMove);
        return new PlanMemory(last, "", Map.of());
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

    private Map<String, Refusal> refusals(Allocation allocation, Placement placement) {
        Map<String, Refusal> refusals = new HashMap<>();
        allocation
                .grants()
                .forEach(grant -> grant.refusal()
                        .ifPresent(refusal -> refusals.put(grant.claim().uid(), RefusalReasons.of(refusal, pool))));
        Map<String, Refusal> unfit = placement.refused().stream()
                .collect(Collectors.toMap(
                        Placement.Refusal::group,
                        refused -> new Refusal("NoResources", RedundancyReport.refusing(refused.overload()))));
        UnitComposition.titles(allocation).forEach((uid, title) -> {
            Refusal refusal = unfit.get(title);
            if (refusal != null) {
                refusals.put(uid, refusal);
            }
        });
        return refusals;
    }

    private List<VirtualRouterSpec> routers(Attempt attempt, Map<String, List<String>> orders) {
        Map<String, Unit> units =
                attempt.problem().units().stream().collect(Collectors.toMap(Unit::name, unit -> unit));
        HomeOrders homes = new HomeOrders(pool, attempt.target(), Placer.standing(attempt.problem()));
        RouterComposition routers = new RouterComposition(pool);
        List<VirtualRouterSpec> composed = new ArrayList<>();
        for (AllocationProblem.Router router : attempt.allocation().routers()) {
            int identifier = router.virtualRouterId();
            List<VirtualRouterSpec> before = published.getOrDefault(identifier, List.of());
            String name = PoolPlan.unitName(pool.name(), identifier);
            Unit unit = units.get(name);
            List<String> order = orders.get(name);
            if (order != null && unit != null) {
                composed.addAll(routers.compose(router, new Wanted(order, homes.of(unit), yielding(name)), before));
            } else if (!before.isEmpty()) {
                List<String> home = composition.home(identifier);
                composed.addAll(routers.compose(
                        router, new Wanted(composition.order(identifier), home, Optional.empty()), before));
            }
        }
        return composed;
    }

    /**
     * Without preemption a higher priority alone moves nothing: who is active has to give the addresses away, as long as the one
     * that they go to can take them. Not before the others know the new order: they would take over by the old one.
     */
    private Optional<String> yielding(String unit) {
        return situation
                .underWay(unit)
                .filter(move -> pool.failsBackNever() && isAvailable(move.to()))
                .filter(move -> situation.isGivenAway(move) || situation.isKnownToOthers(move))
                .map(LastMove::from);
    }

    private boolean isAvailable(String name) {
        return pool.directors().stream().anyMatch(director -> director.name().equals(name) && director.available());
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
                .map(demand -> Recommendations.of(demand, pool, placements));
    }
}
