package io.ipvsoperator.operator.vippool;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorSpec;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolStatus;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.ServerSideApply;
import io.ipvsoperator.operator.kubernetes.StaleObjectException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what was decided for a pool: first the plan's number, which somebody else may have moved on, then the routers. */
final class PlanWriter {
    private static final Logger log = LoggerFactory.getLogger(PlanWriter.class);

    private final Cluster cluster;
    private final ServerSideApply writer;

    PlanWriter(Cluster cluster, ServerSideApply writer) {
        this.cluster = cluster;
        this.writer = writer;
    }

    /** A director exists as soon as its node matches; its spec is for people to write. */
    void create(Set<String> directors) {
        for (String name : directors) {
            Director director = new Director();
            director.setMetadata(new ObjectMetaBuilder().withName(name).build());
            director.setSpec(new DirectorSpec(null, null));
            cluster.directors().wrote(writer.apply(director));
            log.atInfo().addKeyValue("director", name).log("director created");
        }
    }

    /** Of nodes that are gone. What people wrote into their specs goes with them. */
    void delete(List<Director> directors) {
        for (Director director : directors) {
            writer.delete(director);
            cluster.directors().deleted(director);
            log.atInfo()
                    .addKeyValue("director", director.getMetadata().getName())
                    .log("director deleted");
        }
    }

    /**
     * Writes nothing when the plan equals what is published.
     *
     * @return the pool as it is now
     * @throws StaleObjectException when the pool was changed since the plan was made: the plan is void
     */
    VipPool write(VipPool pool, List<VirtualRouter> published, PoolPlan plan) {
        Map<String, VirtualRouter> before = published.stream()
                .collect(Collectors.toMap(router -> router.getMetadata().getName(), Function.identity()));
        Map<String, VirtualRouterSpec> changed = new TreeMap<>();
        Map<String, VirtualRouter> gone = new TreeMap<>(before);
        for (VirtualRouterSpec router : plan.routers()) {
            String name = PoolPlan.routerName(router);
            VirtualRouter existing = gone.remove(name);
            if (existing == null || !existing.getSpec().equals(router)) {
                changed.put(name, router);
            }
        }
        if (changed.isEmpty() && gone.isEmpty()) {
            return pool;
        }
        VipPool committed = commit(pool, plan.memory());
        changed.forEach((name, spec) -> write(name, spec, before.get(name)));
        gone.values().forEach(this::delete);
        return committed;
    }

    private VipPool commit(VipPool pool, PlanMemory memory) {
        VipPoolStatus status = pool.getStatus();
        long number =
                status == null || status.plan() == null ? 1 : status.plan().number() + 1;
        VipPool next = new VipPool();
        next.setMetadata(new ObjectMetaBuilder()
                .withName(pool.getMetadata().getName())
                .withResourceVersion(pool.getMetadata().getResourceVersion())
                .build());
        next.setStatus(withPlan(status, memory.toStatus(number)));
        VipPool committed = writer.applyStatus(next);
        cluster.pools().wrote(committed);
        log.atInfo()
                .addKeyValue("pool", pool.getMetadata().getName())
                .addKeyValue("plan", number)
                .log("plan committed");
        return committed;
    }

    private static VipPoolStatus withPlan(@Nullable VipPoolStatus status, VipPoolStatus.Plan plan) {
        return status == null
                ? new VipPoolStatus(null, null, plan, null, null, null, null, null, null, null)
                : new VipPoolStatus(
                        status.observedGeneration(),
                        status.conditions(),
                        plan,
                        status.addresses(),
                        status.directors(),
                        status.utilization(),
                        status.redundancy(),
                        status.moves(),
                        status.recommendedAddresses(),
                        status.demand());
    }

    /** On the version that the plan was made on: a former leader's late write fails. */
    private void write(String name, VirtualRouterSpec spec, @Nullable VirtualRouter before) {
        ObjectMeta metadata = new ObjectMetaBuilder()
                .withName(name)
                .withResourceVersion(
                        before == null ? null : before.getMetadata().getResourceVersion())
                .build();
        VirtualRouter router = new VirtualRouter();
        router.setMetadata(metadata);
        router.setSpec(spec);
        cluster.routers().wrote(writer.apply(router));
        log.atInfo()
                .addKeyValue("router", name)
                .addKeyValue("addresses", spec.addresses())
                .addKeyValue("members", spec.members())
                .log("virtual router written");
    }

    void delete(VirtualRouter router) {
        writer.delete(router);
        cluster.routers().deleted(router);
        log.atInfo().addKeyValue("router", router.getMetadata().getName()).log("virtual router deleted");
    }
}
