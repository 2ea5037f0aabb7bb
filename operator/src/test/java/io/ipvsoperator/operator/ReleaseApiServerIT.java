package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.testing.Await;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How addresses, services, pools and directors go. */
class ReleaseApiServerIT extends OperatorOnApiServer {
    @Test
    void a_director_goes_with_its_node() {
        applyPool("10.9.0.200");
        applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");

        client.nodes().withName("d3").delete();

        Await.until(() -> assertThat(get(Director.class, "d3")).isNull());
        assertThat(router("edge-33-v4").getSpec().members())
                .extracting(VirtualRouterSpec.Member::director)
                .containsExactlyInAnyOrder("d1", "d2");
    }

    @Test
    void a_deleted_service_drains_gives_its_address_back_and_another_may_have_it() {
        applyPool("10.9.0.200");
        VirtualService web = applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");
        for (String director : List.of("d1", "d2", "d3")) {
            cluster.agent(director).seesConnections(2);
        }

        client.resource(web).delete();
        Await.until(() -> assertThat(tableOf(web).getSpec().destinations())
                .containsExactly(new ForwardingTableSpec.Destination("10.9.0.30", 0)));
        applyService("next", "10.9.0.200", "10.9.0.30");
        awaitCondition("next", "Accepted", "False", "AddressInUse");
        for (String director : List.of("d1", "d2", "d3")) {
            cluster.agent(director).seesConnections(0);
        }

        awaitCondition("next", "Ready", "True", "Ready");
        assertThat(client.resource(web).get()).isNull();
        assertThat(get(ForwardingTable.class, tableName(web))).isNull();
    }

    @Test
    void a_silent_director_delays_the_reuse_of_an_address_and_not_the_deletion() {
        applyPool("10.9.0.200");
        VirtualService web = applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");
        cluster.agent("d3").fallsSilent();
        Await.until(() -> assertThat(availability("d3")).isEqualTo("False"));

        client.resource(web).delete();
        applyService("next", "10.9.0.200", "10.9.0.30");
        Await.until(() -> assertThat(client.resource(web).get()).isNull());
        assertThat(router("edge-33-v4").getSpec().addresses())
                .extracting(VirtualRouterSpec.Address::released)
                .containsExactly(true);
        awaitCondition("next", "AddressesAllocated", "False", "AddressReleasing");

        cluster.agent("d3").isHeardAgain();
        awaitCondition("next", "Ready", "True", "Ready");
    }

    @Test
    void a_pool_goes_once_its_last_service_has() {
        VipPool pool = applyPool("10.9.0.200");
        VirtualService web = applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");

        client.resource(pool).delete();
        awaitPoolCondition("Valid", "False", "Deleting");
        client.resource(web).delete();

        Await.until(() -> assertThat(client.resource(pool).get()).isNull());
        assertThat(client.resources(VirtualRouter.class).list().getItems()).isEmpty();
    }

    @Test
    void pool_and_service_deleted_at_once_go_though_a_director_is_off_and_made_again_wait_for_its_word() {
        VipPool pool = applyPool("10.9.0.200");
        VirtualService web = applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");
        cluster.agent("d3").fallsSilent();
        Await.until(() -> assertThat(availability("d3")).isEqualTo("False"));

        client.resource(pool).delete();
        client.resource(web).delete();

        Await.until(() -> assertThat(client.resource(web).get()).isNull());
        Await.until(() -> assertThat(client.resource(pool).get()).isNull());
        assertThat(router("edge-33-v4").getSpec().addresses())
                .extracting(VirtualRouterSpec.Address::released)
                .containsExactly(true);

        applyPool("10.9.0.200");
        applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "AddressesAllocated", "False", "AddressReleasing");
        cluster.agent("d3").isHeardAgain();
        awaitCondition("web", "Ready", "True", "Ready");
    }

    @Test
    void a_service_goes_though_somebody_made_its_pool_go_first_and_a_new_pool_has_its_address_again() {
        VipPool pool = applyPool("10.9.0.200");
        VirtualService web = applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");

        client.resource(pool).delete();
        awaitPoolCondition("Valid", "False", "Deleting");
        client.resource(pool).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
        awaitCondition("web", "Accepted", "False", "PoolNotFound");
        assertThat(tableOf(web).getSpec().destinations())
                .containsExactly(new ForwardingTableSpec.Destination("10.9.0.30", 1));
        assertThat(router("edge-33-v4").getSpec().addresses()).isNotEmpty();

        client.resource(web).delete();
        Await.until(() -> assertThat(client.resource(web).get()).isNull());
        applyPool("10.9.0.200");
        applyService("next", "10.9.0.200", "10.9.0.30");
        awaitCondition("next", "Ready", "True", "Ready");
    }

    @Test
    void services_run_on_under_a_pool_that_was_made_to_go_and_made_again() {
        VipPool pool = applyPool("10.9.0.200");
        applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");
        List<VirtualRouterSpec.Member> members = router("edge-33-v4").getSpec().members();

        client.resource(pool).delete();
        client.resource(pool).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
        awaitCondition("web", "Accepted", "False", "PoolNotFound");
        applyPool("10.9.0.200");

        awaitCondition("web", "Ready", "True", "Ready");
        assertThat(router("edge-33-v4").getSpec().members()).isEqualTo(members);
    }

    @Test
    void a_node_that_is_made_again_is_a_director_again() {
        applyPool("10.9.0.200");
        applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");
        String before = get(Director.class, "d3").getMetadata().getUid();

        client.nodes().withName("d3").delete();
        Await.until(() -> assertThat(get(Director.class, "d3")).isNull());
        Await.until(() -> assertThat(get(RealServer.class, "d3")).isNull());
        cluster.director("d3", "10.9.0.13");

        Await.until(() ->
                assertThat(get(Director.class, "d3").getMetadata().getUid()).isNotEqualTo(before));
        Await.until(() -> assertThat(router("edge-33-v4").getSpec().members())
                .extracting(VirtualRouterSpec.Member::director)
                .containsExactlyInAnyOrder("d1", "d2", "d3"));
        Await.until(() -> assertThat(get(RealServer.class, "d3")).isNotNull());
    }

    /** As the controller of namespaces does it, which does not run here. */
    @Test
    void a_service_goes_with_its_namespace_and_its_address_is_free() {
        applyPool("10.9.0.200");
        String tenant = cluster.newNamespace("tenant-");
        VirtualService web = apply(VirtualService.class, """
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VirtualService
                metadata: {name: web, namespace: %s}
                spec:
                  poolName: edge
                  addresses: {requested: [10.9.0.200]}
                  ports: [{port: 80}]
                  backends: {endpoints: [{address: 10.9.0.30}]}
                """.formatted(tenant));
        // The last of its Events: in a namespace that goes nobody may write any.
        Await.until(
                () -> assertThat(client.v1().events().inNamespace(tenant).list().getItems())
                        .extracting(Event::getReason)
                        .contains("Programmed"));

        client.namespaces().withName(tenant).delete();
        client.resource(web).delete();

        Await.until(() -> assertThat(client.resource(web).get()).isNull());
        applyService("next", "10.9.0.200", "10.9.0.30");
        awaitCondition("next", "Ready", "True", "Ready");
    }
}
