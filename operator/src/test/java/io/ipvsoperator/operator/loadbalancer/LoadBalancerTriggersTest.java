package io.ipvsoperator.operator.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.testing.Await;
import io.ipvsoperator.operator.testing.CrudServer;
import io.ipvsoperator.operator.testing.Given;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadBalancerTriggersTest {
    private final CrudServer server = new CrudServer();
    private final Cluster cluster = new Cluster(server.client(), "ipvs-system", () -> 0);
    private final List<String> looked = new CopyOnWriteArrayList<>();
    /** Versions of pools, told after the triggers are. */
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        server.client().resource(Given.pool()).create();
        server.client().resource(Given.yaml(Service.class, """
                metadata: {name: web, namespace: shop, uid: kubernetes-uid}
                spec: {type: LoadBalancer, loadBalancerClass: ipvs-operator.io/vip}
                """)).create();
        EventSource<?, Service> triggers = new LoadBalancerTriggers(cluster).start();
        triggers.setEventHandler(
                event -> looked.add(event.getRelatedCustomResourceID().getName()));
        triggers.start();
        cluster.pools().onChange(pool -> told.add(pool.getMetadata().getResourceVersion()));
        cluster.start();
        Await.until(() -> assertThat(told).hasSize(1));
        looked.clear();
    }

    @AfterEach
    void stop() {
        cluster.close();
        server.close();
    }

    @Test
    void how_far_a_pool_has_come_is_no_reason_to_look_again() {
        edit(pool -> pool.setStatus(
                Given.yaml(VipPool.class, "status: {plan: {number: 7}}").getStatus()));

        Await.until(() -> assertThat(told).hasSize(2));
        assertThat(looked).isEmpty();
    }

    @Test
    void other_addresses_of_a_pool_are_a_reason_to_look_again() {
        edit(pool ->
                pool.setSpec(Given.pool("10.9.0.200-10.9.0.205", "10.9.0.0/24").getSpec()));

        Await.until(() -> assertThat(looked).contains("web"));
    }

    private void edit(Consumer<VipPool> change) {
        server.client().resources(VipPool.class).withName("edge").edit(pool -> {
            change.accept(pool);
            return pool;
        });
    }
}
