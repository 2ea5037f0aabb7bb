package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pool's routers shall be.
 *
 * @param routers all of them; one that is published and not here is to be deleted
 * @param refusals uid of a service to why it did not get the addresses it lacks
 * @param placement empty when nothing was planned
 * @param recommendedAddresses for the demand of all services together; empty when that can't be said
 */
record PoolPlan(
        List<VirtualRouterSpec> routers,
        Map<String, Refusal> refusals,
        Optional<Placement> placement,
        Optional<Integer> recommendedAddresses) {
    PoolPlan {
        routers = List.copyOf(routers);
        refusals = Map.copyOf(refusals);
    }

    /** @param pool name of the pool */
    static String routerName(String pool, int virtualRouterId) {
        return pool + "-" + virtualRouterId + "-v4";
    }
}
