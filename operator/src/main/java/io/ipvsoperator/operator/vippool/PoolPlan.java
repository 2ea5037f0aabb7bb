package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.virtualservice.PlannedAllocations;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a pool's routers shall be.
 *
 * @param routers all of them; one that is published and not here is to be deleted
 * @param refusals holder to why it did not get the addresses it lacks
 * @param placement what the routers come to by what directors can carry now; empty when nothing was planned
 * @param recommendedAddresses for the demand of all services together; empty when that can't be said
 * @param moves by choice, those that are still to come among them
 * @param memory for the plans to come
 */
record PoolPlan(
        List<VirtualRouterSpec> routers,
        Map<String, Refusal> refusals,
        Optional<Placement> placement,
        Optional<Integer> recommendedAddresses,
        MovesPlan moves,
        PlanMemory memory) {
    PoolPlan {
        routers = List.copyOf(routers);
        refusals = Map.copyOf(refusals);
    }

    /** The same plan with every router changed in some respect. */
    PoolPlan with(UnaryOperator<VirtualRouterSpec> change) {
        return new PoolPlan(
                routers.stream().map(change).toList(), refusals, placement, recommendedAddresses, moves, memory);
    }

    /** The same plan, with what it was made on. */
    PoolPlan onBasis(String basis, Map<String, Long> linkSpeeds) {
        return new PoolPlan(
                routers,
                refusals,
                placement,
                recommendedAddresses,
                moves,
                new PlanMemory(memory.lastMove(), basis, linkSpeeds));
    }

    /** By holder what services have by it; one that is refused nothing is only told of when something was planned. */
    Map<String, PlannedAllocations.Planned> allocations() {
        Map<String, Integer> counts = new HashMap<>();
        if (placement.isPresent()) {
            routers.stream()
                    .flatMap(router -> router.addresses().stream())
                    .filter(address -> !RouterSweep.isReleased(address))
                    .forEach(address -> counts.merge(address.holder(), 1, Integer::sum));
        }
        Map<String, PlannedAllocations.Planned> allocations = new HashMap<>();
        counts.forEach((holder, count) -> allocations.put(
                holder, new PlannedAllocations.Planned(count, Optional.ofNullable(refusals.get(holder)))));
        refusals.forEach((holder, refusal) ->
                allocations.putIfAbsent(holder, new PlannedAllocations.Planned(0, Optional.of(refusal))));
        return allocations;
    }

    static String routerName(VirtualRouterSpec router) {
        AddressFamily family = AddressFamily.parse(router.addressFamily()).orElseThrow();
        return unitName(router.pool(), router.virtualRouterId()) + "-" + family.suffix();
    }

    /**
     * The routers of one identifier, which are placed together.
     *
     * @param pool name of the pool
     */
    static String unitName(String pool, int virtualRouterId) {
        return pool + "-" + virtualRouterId;
    }
}
