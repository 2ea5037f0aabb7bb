package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.testing.Await;
import io.ipvsoperator.operator.testing.CrudServer;
import io.ipvsoperator.operator.testing.Given;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceTriggersTest {
    private final CrudServer server = new CrudServer();
    private final Cluster cluster = new Cluster(server.client(), "ipvs-system", () -> 0);
    private final List<String> looked = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        cluster.close();
        server.close();
    }

    @Test
    void addresses_of_another_pool_are_a_reason_to_look_again() {
        server.client().resource(Given.service()).create();
        server.client().resource(Given.pool("name: edge", "name: other")).create();
        EventSource<?, VirtualService> triggers = new ServiceTriggers(cluster).start();
        triggers.setEventHandler(
                event -> looked.add(event.getRelatedCustomResourceID().getName()));
        triggers.start();
        // Told after the triggers are.
        List<String> told = new CopyOnWriteArrayList<>();
        cluster.pools().onChange(pool -> told.add(pool.getMetadata().getName()));
        cluster.services().onChange(service -> told.add(service.getMetadata().getName()));
        cluster.start();
        Await.until(() -> assertThat(told).containsExactlyInAnyOrder("other", "web"));
        looked.clear();

        VipPool wider = Given.pool("name: edge", "name: other", "10.9.0.200-10.9.0.205", "10.9.0.0/24");
        server.client().resources(VipPool.class).withName("other").edit(pool -> {
            pool.setSpec(wider.getSpec());
            return pool;
        });

        Await.until(() -> assertThat(looked).contains("web"));
    }
}
