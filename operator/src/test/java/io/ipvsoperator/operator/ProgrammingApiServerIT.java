package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableHealthCheck;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.plan.cluster.LiveCluster;
import io.ipvsoperator.operator.plan.cluster.Snapshot;
import io.ipvsoperator.operator.testing.Await;
import io.ipvsoperator.operator.vippool.PoolForesight;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From a service to what directors and nodes are told. */
class ProgrammingApiServerIT extends OperatorOnApiServer {
    @Test
    void a_service_gets_an_address_a_router_of_its_own_and_a_table_and_is_programmed_once_directors_say_so() {
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.200", "10.9.0.30");

        VirtualService web = awaitCondition("web", "Ready", "True", "Ready");

        assertThat(status(web).vip()).isEqualTo("10.9.0.200");
        assertThat(status(web).addresses())
                .singleElement()
                .satisfies(address -> assertThat(address.order()).containsExactlyInAnyOrder("d1", "d2", "d3"));
        assertThat(tableOf(web).getSpec().destinations())
                .containsExactly(new ForwardingTableSpec.Destination("10.9.0.30", 1));
        assertThat(router("edge-33-v4").getSpec().members())
                .extracting(VirtualRouterSpec.Member::priority)
                .containsExactly(250, 240, 225);
    }

    @Test
    void a_health_check_reaches_the_directors_and_another_question_replaces_it() {
        applyPool("10.9.0.200-10.9.0.205");
        assertPublished(
                "healthCheck: {icmp: {}, interval: 2s}",
                new ForwardingTableHealthCheck(
                        null, null, null, null, new ForwardingTableHealthCheck.Icmp(), 2000, 2000, 2, 3, 50, null));
        assertPublished(
                "healthCheck: {tcp: {}, fall: 1, panicThreshold: 100}",
                new ForwardingTableHealthCheck(
                        new ForwardingTableHealthCheck.Tcp(null), null, null, null, null, 5000, 5000, 2, 1, 100, null));
        assertPublished("", null);
    }

    private void assertPublished(String written, @Nullable ForwardingTableHealthCheck expected) {
        applyService("web", "{requested: [10.9.0.200]}", "10.9.0.30", "edge", written);
        VirtualService web = awaitCondition("web", "Ready", "True", "Ready");
        Await.until(() -> assertThat(tableOf(web).getSpec().healthCheck()).isEqualTo(expected));
    }

    @Test
    void a_fallback_and_its_quorum_reach_the_directors() {
        ForwardingTableSpec table = publishedOf("""
                backends: {endpoints: [{address: 10.9.0.30}], fallback: {addresses: [10.9.0.90]}}
                healthCheck: {tcp: {}, panicThreshold: 100}
                """);
        assertThat(table.destinations())
                .containsExactly(
                        new ForwardingTableSpec.Destination("10.9.0.30", 1),
                        ForwardingTableSpec.Destination.fallback("10.9.0.90", 1));
        assertThat(table.healthCheck())
                .extracting(ForwardingTableHealthCheck::quorum)
                .isEqualTo(new ForwardingTableHealthCheck.Quorum(1, 0));
    }

    @Test
    void a_slow_start_reaches_the_directors() {
        ForwardingTableSpec table = publishedOf("""
                scheduler: {name: wlc}
                backends: {endpoints: [{address: 10.9.0.30}], slowStart: {duration: 1m}}
                """);
        assertThat(table.slowStartSeconds()).isEqualTo(60);
    }

    /** @param spec of a service on pool edge, port 80 */
    private ForwardingTableSpec publishedOf(String spec) {
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "poolName: edge\nports: [{port: 80}]\n" + spec);
        return tableOf(awaitCondition("web", "Ready", "True", "Ready")).getSpec();
    }

    @Test
    void a_look_at_the_cluster_from_outside_shows_what_the_operator_has_published() {
        applyPool("10.9.0.200-10.9.0.205");
        applyServiceWithoutRequest("web", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");

        Snapshot snapshot = LiveCluster.read(null);
        PoolForesight foresight =
                PoolForesight.of(snapshot.inputsOf(snapshot.pools().getFirst()), Instant.now());

        assertThat(foresight.hindrance()).isEmpty();
        assertThat(foresight.routers()).containsExactly(router("edge-33-v4").getSpec());
    }

    @Test
    void what_a_director_fails_at_is_quoted() {
        applyPool("10.9.0.200-10.9.0.205");
        VirtualService web = applyService("web", "10.9.0.200", "10.9.0.30");
        cluster.agent("d2").failsOn(tableName(web), "ip_vs_mh is missing: load it");

        VirtualService failed = awaitCondition("web", "Programmed", "False", "Failed");

        assertThat(condition(failed, "Programmed").getMessage()).contains("d2", "ip_vs_mh is missing: load it");
    }

    @Test
    void a_node_gets_connections_only_once_it_accepts_the_address() {
        cluster.worker("w1", "10.9.0.31").fallsSilent();
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.200", "10.9.0.31");

        VirtualService waiting = awaitCondition("web", "BackendsResolved", "False", "NoBackendReady");
        assertThat(condition(waiting, "BackendsResolved").getMessage()).contains("RealServer w1");
        assertThat(get(RealServer.class, "w1").getSpec().addresses()).containsExactly("10.9.0.200");

        cluster.agent("w1").isHeardAgain();
        VirtualService ready = awaitCondition("web", "Ready", "True", "Ready");
        assertThat(tableOf(ready).getSpec().destinations())
                .containsExactly(new ForwardingTableSpec.Destination("10.9.0.31", 1));
    }

    @Test
    void a_node_by_an_address_that_only_its_agent_knows_gets_connections_only_once_it_accepts_the_address() {
        cluster.worker("w1", "10.9.0.31").alsoHas("10.9.0.41");
        Await.until(() -> assertThat(get(RealServer.class, "w1").getStatus().nodeAddresses())
                .contains("10.9.0.41"));
        cluster.agent("w1").fallsSilent();
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.200", "10.9.0.41");

        VirtualService waiting = awaitCondition("web", "BackendsResolved", "False", "NoBackendReady");
        assertThat(condition(waiting, "BackendsResolved").getMessage()).contains("RealServer w1");

        cluster.agent("w1").isHeardAgain();
        VirtualService ready = awaitCondition("web", "Ready", "True", "Ready");
        assertThat(tableOf(ready).getSpec().destinations())
                .containsExactly(new ForwardingTableSpec.Destination("10.9.0.41", 1));
        assertThat(get(RealServer.class, "w1").getSpec().addresses()).containsExactly("10.9.0.200");
    }

    @Test
    void an_endpoint_that_turns_out_to_be_an_address_of_two_nodes_loses_its_weight() {
        cluster.worker("w1", "10.9.0.31");
        cluster.worker("w2", "10.9.0.32");
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.200", "10.9.0.31");
        awaitCondition("web", "Ready", "True", "Ready");

        cluster.agent("w2").alsoHas("10.9.0.31");

        VirtualService contested = awaitCondition("web", "BackendsResolved", "False", "NoBackendReady");
        assertThat(condition(contested, "BackendsResolved").getMessage()).contains("node w1", "node w2");
    }

    @Test
    void every_node_has_a_real_server_as_long_as_it_is_there() {
        Await.until(() ->
                assertThat(get(RealServer.class, "d1").getSpec().addresses()).isEmpty());

        client.resources(RealServer.class).withName("d1").delete();
        Await.until(() -> assertThat(get(RealServer.class, "d1")).isNotNull());

        client.nodes().withName("d1").delete();
        Await.until(() -> assertThat(get(RealServer.class, "d1")).isNull());
    }

    @Test
    void a_password_is_copied_to_where_agents_may_read_it_and_stands_in_no_router() {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("vrrp")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .addToStringData("password", "netology_secret")
                        .build())
                .create();
        apply(VipPool.class, """
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VipPool
                metadata: {name: edge}
                spec:
                  addresses: [10.9.0.200]
                  allowedNamespaces: {from: All}
                  allowedEndpoints: [10.9.0.0/24]
                  directors: {selector: {matchLabels: {role: director}}}
                  vrrp:
                    version: 2
                    authentication: {type: PASS, secretName: vrrp, secretKey: password}
                """);
        applyService("web", "10.9.0.200", "10.9.0.30");

        awaitCondition("web", "Ready", "True", "Ready");
        awaitPoolCondition("Valid", "True", "PasswordCut");

        assertThat(router("edge-33-v4").getSpec().vrrp().authentication())
                .isEqualTo(new VirtualRouterSpec.Authentication("PASS", "edge"));
        assertThat(client.secrets()
                        .inNamespace(cluster.namespace())
                        .withName("ipvs-operator-vrrp")
                        .get()
                        .getData())
                .containsEntry("edge", "bmV0b2xvZ3lfc2VjcmV0");
    }

    @Test
    void a_table_that_somebody_deletes_is_made_again() {
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.200", "10.9.0.30");
        VirtualService web = awaitCondition("web", "Ready", "True", "Ready");
        ForwardingTableSpec before = tableOf(web).getSpec();

        client.resource(tableOf(web)).delete();

        Await.until(() -> assertThat(tableOf(web).getSpec()).isEqualTo(before));
        awaitCondition("web", "Ready", "True", "Ready");
    }

    @Test
    void a_router_that_somebody_deletes_is_made_again_with_the_address_that_was_asked_for() {
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.203", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");

        client.resource(router("edge-33-v4")).delete();

        Await.until(
                () -> assertThat(client.resources(VirtualRouter.class).list().getItems())
                        .flatExtracting(router -> router.getSpec().addresses())
                        .extracting(VirtualRouterSpec.Address::address)
                        .containsExactly("10.9.0.203"));
        awaitCondition("web", "Ready", "True", "Ready");
    }
}
