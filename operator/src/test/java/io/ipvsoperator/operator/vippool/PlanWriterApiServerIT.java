package io.ipvsoperator.operator.vippool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ipvsoperator.crds.testing.ApiServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.KubernetesClients;
import io.ipvsoperator.operator.kubernetes.ServerSideApply;
import io.ipvsoperator.operator.kubernetes.StaleObjectException;
import io.ipvsoperator.operator.testing.Given;
import io.ipvsoperator.operator.testing.PlayedCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commit point of a plan on a real API server. */
class PlanWriterApiServerIT {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private static final VirtualRouterSpec ROUTER =
            PoolFixture.router("uid", false, "{director: d1, priority: 250}").getSpec();

    private final KubernetesClient client = KubernetesClients.connect(Config.autoConfigure(null));
    private final PlayedCluster played = new PlayedCluster(client);
    private final Cluster cluster = new Cluster(client, played.namespace(), System::nanoTime);
    private final PlanWriter plans = new PlanWriter(cluster, new ServerSideApply(client));

    @BeforeEach
    void start() {
        cluster.start();
    }

    @AfterEach
    void stop() {
        cluster.close();
        played.close();
        client.close();
    }

    @Test
    void a_plan_made_on_a_pool_that_somebody_changed_since_is_dropped_and_writes_no_router() {
        VipPool stale = createPool();
        plans.write(stale, List.of(), plan(ROUTER));
        VirtualRouterSpec other = PoolFixture.router("other-uid", false, "{director: d2, priority: 250}")
                .getSpec();

        assertThatThrownBy(() -> plans.write(stale, List.of(), plan(other))).isInstanceOf(StaleObjectException.class);

        assertThat(client.resources(VirtualRouter.class).list().getItems())
                .extracting(VirtualRouter::getSpec)
                .containsExactly(ROUTER);
    }

    @Test
    void a_router_that_somebody_changed_since_is_not_overwritten() {
        VipPool pool = plans.write(createPool(), List.of(), plan(ROUTER));
        VirtualRouter read =
                client.resources(VirtualRouter.class).withName("edge-33-v4").get();
        VirtualRouterSpec first =
                PoolFixture.router("uid", true, "{director: d1, priority: 250}").getSpec();
        VipPool next = plans.write(pool, List.of(read), plan(first));
        VirtualRouterSpec late = PoolFixture.router("uid", false, "{director: d2, priority: 250}")
                .getSpec();

        assertThatThrownBy(() -> plans.write(next, List.of(read), plan(late))).isInstanceOf(StaleObjectException.class);
    }

    @Test
    void a_plan_that_changes_nothing_writes_nothing() {
        VipPool pool = plans.write(createPool(), List.of(), plan(ROUTER));
        VirtualRouter published =
                client.resources(VirtualRouter.class).withName("edge-33-v4").get();

        assertThat(plans.write(pool, List.of(published), plan(ROUTER))).isSameAs(pool);
    }

    private VipPool createPool() {
        VipPool pool = Given.pool();
        pool.getMetadata().setResourceVersion(null);
        pool.getMetadata().setUid(null);
        return client.resource(pool).create();
    }

    private static PoolPlan plan(VirtualRouterSpec router) {
        return new PoolPlan(
                List.of(router), Map.of(), Optional.empty(), Optional.empty(), MovesPlan.NONE, PlanMemory.NONE);
    }
}
