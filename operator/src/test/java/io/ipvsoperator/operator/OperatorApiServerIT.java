package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.testing.ApiServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.kubernetes.Conditions;
import io.ipvsoperator.operator.kubernetes.KubernetesClients;
import io.ipvsoperator.operator.plan.cluster.LiveCluster;
import io.ipvsoperator.operator.plan.cluster.Snapshot;
import io.ipvsoperator.operator.process.OperatorConfiguration;
import io.ipvsoperator.operator.testing.Await;
import io.ipvsoperator.operator.testing.PlayedCluster;
import io.ipvsoperator.operator.vippool.PoolForesight;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole operator on a real API server. The agents' part is played; nothing else is. */
class OperatorApiServerIT {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private final KubernetesClient client = KubernetesClients.connect(Config.autoConfigure(null));
    private final PlayedCluster cluster = new PlayedCluster(client);
    private IpvsOperator operator = newOperator("first");

    @BeforeEach
    void start() {
        cluster.director("d1", "10.9.0.11");
        cluster.director("d2", "10.9.0.12");
        cluster.director("d3", "10.9.0.13");
        operator.start();
    }

    @AfterEach
    void stop() {
        operator.close();
        cluster.close();
        client.close();
    }

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
    void silence_changes_no_order_and_maintenance_does() {
        applyPool("10.9.0.200");
        applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");
        List<VirtualRouterSpec.Member> before = router("edge-33-v4").getSpec().members();
        String first = before.getFirst().director();

        cluster.agent(first).fallsSilent();
        awaitPoolCondition("RedundancySatisfied", "False", "Degraded");
        assertThat(router("edge-33-v4").getSpec().members()).isEqualTo(before);

        client.resources(Director.class).withName(first).edit(director -> {
            director.setSpec(new DirectorSpec(true, null));
            return director;
        });
        Await.until(() -> assertThat(router("edge-33-v4").getSpec().members())
                .anyMatch(member -> member.director().equals(first) && member.priority() == 0));
    }

    @Test
    void the_older_service_wins_an_address_and_the_other_is_told_who_did() {
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");
        applyService("late", "10.9.0.200", "10.9.0.30");

        VirtualService late = awaitCondition("late", "Accepted", "False", "AddressInUse");

        assertThat(condition(late, "Accepted").getMessage()).contains(cluster.namespace() + "/web");
        assertThat(tableOf(late)).isNull();
    }

    @Test
    void an_exhausted_pool_says_so_on_the_service_and_on_the_pool() {
        applyPool("10.9.0.200");
        applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");
        applyServiceWithoutRequest("other", "10.9.0.30");

        awaitCondition("other", "AddressesAllocated", "False", "PoolExhausted");
        awaitPoolCondition("AddressesAvailable", "False", "PoolExhausted");
    }

    @Test
    void what_a_pool_no_longer_allows_keeps_running_with_a_condition() {
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.200", "10.9.0.30");
        VirtualService web = awaitCondition("web", "Ready", "True", "Ready");
        ForwardingTableSpec before = tableOf(web).getSpec();

        applyPool("10.9.0.202-10.9.0.205");

        awaitCondition("web", "Accepted", "False", "AddressNotInPool");
        assertThat(tableOf(web).getSpec()).isEqualTo(before);
        assertThat(router("edge-33-v4").getSpec().addresses())
                .extracting(VirtualRouterSpec.Address::address)
                .containsExactly("10.9.0.200");
    }

    @Test
    void a_restart_of_the_operator_keeps_allocations_and_writes_nothing() {
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.203", "10.9.0.30");
        VirtualService web = awaitCondition("web", "Ready", "True", "Ready");
        List<String> before = versions(web);

        operator.close();
        operator = newOperator("second");
        operator.start();
        applyServiceWithoutRequest("other", "10.9.0.30");

        awaitCondition("other", "Ready", "True", "Ready");
        assertThat(versions(web)).isEqualTo(before);
    }

    @Test
    void a_second_operator_takes_over_when_the_first_one_stops() {
        try (IpvsOperator second = newOperator("second")) {
            Await.until(() -> assertThat(operator.isLeading()).isTrue());
            second.start();
            applyPool("10.9.0.200-10.9.0.205");
            applyService("web", "10.9.0.200", "10.9.0.30");
            awaitCondition("web", "Ready", "True", "Ready");
            assertThat(second.isLeading()).isFalse();

            operator.close();
            Await.until(() -> assertThat(second.isLeading()).isTrue());
            applyServiceWithoutRequest("other", "10.9.0.30");
            awaitCondition("other", "Ready", "True", "Ready");
        }
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

    private IpvsOperator newOperator(String identity) {
        return new IpvsOperator(client, new OperatorConfiguration(cluster.namespace(), identity, 0), () -> {});
    }

    private VipPool applyPool(String addresses) {
        return apply(VipPool.class, """
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VipPool
                metadata: {name: edge}
                spec:
                  addresses: [%s]
                  allowedNamespaces: {from: All}
                  allowedEndpoints: [10.9.0.0/24]
                  directors: {selector: {matchLabels: {role: director}}, capacity: {bandwidth: 1G}}
                """.formatted(addresses));
    }

    private VirtualService applyService(String name, String requested, String endpoint) {
        return applyService(name, "{requested: [" + requested + "]}", endpoint, "edge");
    }

    private VirtualService applyServiceWithoutRequest(String name, String endpoint) {
        return applyService(name, "{count: 1}", endpoint, "edge");
    }

    private VirtualService applyService(String name, String addresses, String endpoint, String pool) {
        return apply(VirtualService.class, """
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VirtualService
                metadata: {name: %s, namespace: %s}
                spec:
                  poolName: %s
                  addresses: %s
                  ports: [{port: 80}]
                  backends: {endpoints: [{address: %s}]}
                """.formatted(name, cluster.namespace(), pool, addresses, endpoint));
    }

    /** As kubectl does: what the text leaves out, the API server fills in. */
    private <T extends HasMetadata> T apply(Class<T> kind, String yaml) {
        GenericKubernetesResource object =
                client.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
        GenericKubernetesResource applied =
                client.resource(object).fieldManager("user").forceConflicts().serverSideApply();
        return client.getKubernetesSerialization().convertValue(applied, kind);
    }

    private VirtualService awaitCondition(String name, String type, String status, String reason) {
        return Await.until(() -> {
            VirtualService service = client.resources(VirtualService.class)
                    .inNamespace(cluster.namespace())
                    .withName(name)
                    .get();
            assertThat(status(service).conditions()).anySatisfy(condition -> {
                assertThat(condition.getType()).isEqualTo(type);
                assertThat(condition.getStatus()).as(condition.getMessage()).isEqualTo(status);
                assertThat(condition.getReason()).as(condition.getMessage()).isEqualTo(reason);
            });
            return service;
        });
    }

    private void awaitPoolCondition(String type, String status, String reason) {
        Await.until(() -> assertThat(
                        Objects.requireNonNull(get(VipPool.class, "edge").getStatus())
                                .conditions())
                .anySatisfy(condition -> {
                    assertThat(condition.getType()).isEqualTo(type);
                    assertThat(condition.getStatus()).as(condition.getMessage()).isEqualTo(status);
                    assertThat(condition.getReason()).as(condition.getMessage()).isEqualTo(reason);
                }));
    }

    private String availability(String director) {
        return Conditions.find(
                        Objects.requireNonNull(get(Director.class, director).getStatus())
                                .conditions(),
                        "Available")
                .map(Condition::getStatus)
                .orElse("absent");
    }

    private static Condition condition(VirtualService service, String type) {
        return Conditions.find(status(service).conditions(), type).orElseThrow();
    }

    private static io.ipvsoperator.crds.virtualservice.VirtualServiceStatus status(VirtualService service) {
        return Objects.requireNonNull(service.getStatus(), "no status yet");
    }

    private <T extends HasMetadata> T get(Class<T> kind, String name) {
        return client.resources(kind).withName(name).get();
    }

    private VirtualRouter router(String name) {
        return get(VirtualRouter.class, name);
    }

    private ForwardingTable tableOf(VirtualService service) {
        return get(ForwardingTable.class, tableName(service));
    }

    private static String tableName(VirtualService service) {
        return "vs-" + service.getMetadata().getUid();
    }

    private List<String> versions(VirtualService service) {
        return Stream.of(
                        tableOf(service),
                        router("edge-33-v4"),
                        client.resource(service).get())
                .map(object -> object.getMetadata().getResourceVersion())
                .toList();
    }
}
