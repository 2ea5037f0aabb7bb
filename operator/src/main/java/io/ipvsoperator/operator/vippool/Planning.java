package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.placement.Director;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the capacities that a pool is planned on. A plan has a basis: everything but link speeds. As long as that is the same, and
 * nobody is new, a link that became slower counts as it was.
 *
 * @param published the pool's routers, swept
 */
record Planning(
        Holders holders,
        List<VirtualRouterSpec> published,
        Set<IpAddress> usedElsewhere,
        PlacementMemory placements,
        MoveSituation situation,
        PlanMemory memory) {

    PoolPlan plan(ValidPool pool) {
        LinkSpeeds speeds = pool.linkSpeeds();
        String basis = PlanBasis.of(pool.generation(), speeds.declared(), holders.basis());
        if (basis.equals(memory.basis())) {
            PoolPlan plan = plan(pool, speeds.asPlanned()).onBasis(basis, speeds.highest());
            if (!opensRouters(plan)) {
                return plan;
            }
        }
        return plan(pool, pool.directors()).onBasis(basis, speeds.seen());
    }

    private PoolPlan plan(ValidPool pool, List<Director> directors) {
        return new PoolPlanner(
                        pool.withDirectors(directors),
                        holders,
                        published,
                        usedElsewhere,
                        placements,
                        situation,
                        pool.directors())
                .plan();
    }

    private boolean opensRouters(PoolPlan plan) {
        Set<String> before =
                Set.copyOf(published.stream().map(PoolPlan::routerName).toList());
        return plan.routers().stream().anyMatch(router -> !before.contains(PoolPlan.routerName(router)));
    }

    /** What runs keeps running; a router without addresses goes, and its identifier is free again. */
    PoolPlan standing() {
        return new PoolPlan(published, Map.of(), Optional.empty(), Optional.empty(), MovesPlan.NONE, memory);
    }
}
