package io.ipvsoperator.operator.vippool;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.testing.Await;
import io.ipvsoperator.operator.testing.CrudServer;
import io.ipvsoperator.operator.testing.Given;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan costs most of all: it is made for what changes one, and for nothing else. */
class PoolTriggersTest {
    private final CrudServer server = new CrudServer();
    private final Cluster cluster = new Cluster(server.client(), "ipvs-system", () -> 0);
    private final List<String> looked = new CopyOnWriteArrayList<>();
    /** Versions of pools, services and directors, told after the triggers are. */
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        server.client().resource(Given.pool()).create();
        server.client().resource(Given.service()).create();
        server.client().resource(Given.director("d1", "10.9.0.11", 10)).create();
        EventSource<?, VipPool> triggers = new PoolTriggers(cluster).start();
        triggers.setEventHandler(
                event -> looked.add(event.getRelatedCustomResourceID().getName()));
        triggers.start();
        cluster.pools().onChange(pool -> told.add(pool.getMetadata().getResourceVersion()));
        cluster.services().onChange(service -> told.add(service.getMetadata().getResourceVersion()));
        cluster.directors().onChange(director -> told.add(director.getMetadata().getResourceVersion()));
        cluster.start();
        Await.until(() -> assertThat(told).hasSize(3));
        looked.clear();
    }

    @AfterEach
    void stop() {
        cluster.close();
        server.close();
    }

    @Test
    void the_status_of_a_service_is_no_reason_to_plan() {
        server.client()
                .resources(VirtualService.class)
                .inNamespace("shop")
                .withName("web")
                .edit(service -> {
                    service.getMetadata().setLabels(Map.of("seen", "yes"));
                    return service;
                });

        Await.until(() -> assertThat(told).hasSize(4));
        assertThat(looked).isEmpty();
    }

    @Test
    void another_spec_of_a_service_is_a_reason_to_plan() {
        server.client()
                .resources(VirtualService.class)
                .inNamespace("shop")
                .withName("web")
                .edit(service -> {
                    service.setSpec(Given.service("count: 1", "count: 2").getSpec());
                    return service;
                });

        Await.until(() -> assertThat(looked).contains("edge"));
    }

    @Test
    void an_acknowledged_table_is_no_reason_to_plan() {
        acknowledge(10, 20);

        Await.until(() -> assertThat(told).hasSize(4));
        assertThat(looked).isEmpty();
    }

    @Test
    void an_acknowledged_router_is_a_reason_to_plan() {
        acknowledge(20, 10);

        Await.until(() -> assertThat(looked).contains("edge"));
    }

    private void acknowledge(long routers, long tables) {
        server.client().resources(Director.class).withName("d1").edit(director -> {
            director.setStatus(
                    Given.director("d1", "10.9.0.11", routers, tables).getStatus());
            return director;
        });
    }
}
