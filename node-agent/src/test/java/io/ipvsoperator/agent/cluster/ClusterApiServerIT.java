package io.ipvsoperator.agent.cluster;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.ipvsoperator.agent.plan.ClusterView;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.PlanParser;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorSpec;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.testing.ApiServer;
import io.ipvsoperator.crds.testing.ChartRights;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The agent's view of a real API server, and its reports to it, with the rights that the chart gives it and no others. */
class ClusterApiServerIT {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private static String namespace;
    private static ChartRights rights;
    private static KubernetesClient client;
    private static KubernetesClient operator;

    private final String node = "node-" + UUID.randomUUID();
    private KubernetesClient agent;
    private ClusterWatch watch;

    @BeforeAll
    static void installs() throws IOException, InterruptedException {
        client = SERVER.client();
        namespace = SERVER.newNamespace();
        rights = ChartRights.install(client, namespace);
        operator = connect(rights.operator());
    }

    @AfterAll
    static void removes() {
        operator.close();
        rights.close();
    }

    @BeforeEach
    void watches() {
        agent = connect(rights.agentOn(node));
        watch = new ClusterWatch(agent, node, namespace);
        watch.start();
        eventually("every kind is listed", () -> watch.view().isPresent());
    }

    @AfterEach
    void cleansUp() {
        watch.close();
        agent.close();
        client.resources(VirtualRouter.class).withName(node).delete();
        client.resources(ForwardingTable.class).withName(node).delete();
        client.resources(Director.class).withName(node).delete();
    }

    private static KubernetesClient connect(Config config) {
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @Test
    void a_view_with_the_version_of_an_object_contains_the_object() {
        VirtualRouter created = operator.resource(router(250)).create();
        long version = Long.parseLong(created.getMetadata().getResourceVersion());
        eventually("the version is reached", () -> version(ObjectKind.VIRTUAL_ROUTER) >= version);
        assertThat(plan().routers())
                .singleElement()
                .satisfies(router -> assertThat(router.priority().value()).isEqualTo(250));
    }

    @Test
    void a_deletion_moves_the_version_too() {
        operator.resource(router(250)).create();
        eventually("the router is seen", () -> !plan().routers().isEmpty());
        long before = version(ObjectKind.VIRTUAL_ROUTER);
        client.resources(VirtualRouter.class).withName(node).delete();
        eventually("the router is gone", () -> plan().routers().isEmpty());
        eventually("the version has moved", () -> version(ObjectKind.VIRTUAL_ROUTER) > before);
    }

    @Test
    void a_table_follows_its_routers_addresses() {
        operator.resource(router(250)).create();
        operator.resource(table()).create();
        eventually("the table is planned", () -> !plan().tables().isEmpty());
        assertThat(plan().failures()).isEmpty();
    }

    @Test
    void passwords_come_from_the_one_secret() {
        client.resource(secret(ClusterWatch.PASSWORD_SECRET, "netology_secret")).create();
        client.resource(secret("another", "hidden")).create();
        eventually("the password is seen", () -> !view().passwords().isEmpty());
        assertThat(view().passwords()).isEqualTo(Map.of("edge", "netology_secret"));
    }

    @Test
    void directors_of_other_nodes_are_not_watched() {
        operator.resource(director(node)).create();
        String other = "other-" + UUID.randomUUID();
        operator.resource(director(other)).create();
        eventually("the own one is seen", () -> !view().of(ObjectKind.DIRECTOR).isEmpty());
        assertThat(view().of(ObjectKind.DIRECTOR))
                .singleElement()
                .matches(seen -> seen.name().equals(node));
        client.resources(Director.class).withName(other).delete();
    }

    @Test
    void the_status_is_applied_and_what_others_own_stays() {
        operator.resource(director(node)).create();
        ClusterStatusWriter writer = new ClusterStatusWriter(agent, node);
        writer.write(status("Active"));
        writer.write(status("Backup"));
        DirectorStatus status = Objects.requireNonNull(
                client.resources(Director.class).withName(node).get().getStatus());
        assertThat(status.virtualRouters())
                .singleElement()
                .satisfies(router -> assertThat(router.state()).isEqualTo("Backup"));
    }

    @Test
    void a_directors_lease_is_renewed_by_a_thread_of_its_own() throws InterruptedException {
        DirectorLease lease = new DirectorLease(agent, node, namespace, () -> true);
        Thread thread = Thread.ofPlatform().start(lease);
        eventually("the lease is there", () -> lease() != null);
        ZonedDateTime first = Objects.requireNonNull(lease()).getSpec().getRenewTime();
        eventually(
                "it is renewed",
                () -> Objects.requireNonNull(lease()).getSpec().getRenewTime().isAfter(first));
        lease.close();
        thread.join();
        assertThat(Objects.requireNonNull(lease()).getSpec().getHolderIdentity())
                .isEqualTo(node);
    }

    private @Nullable Lease lease() {
        return client.resources(Lease.class)
                .inNamespace(namespace)
                .withName("director-" + node)
                .get();
    }

    private ClusterView view() {
        return watch.view().orElseThrow();
    }

    private Plan plan() {
        return new PlanParser(node).parse(view());
    }

    private long version(ObjectKind kind) {
        return Long.parseLong(Objects.requireNonNull(view().versions().get(kind)));
    }

    private VirtualRouter router(int priority) {
        VirtualRouter router = new VirtualRouter();
        router.setMetadata(new ObjectMetaBuilder().withName(node).build());
        router.setSpec(new VirtualRouterSpec(
                "edge",
                33,
                "IPv4",
                null,
                List.of(new VirtualRouterSpec.Address("192.0.2.200", "uid-1", null)),
                List.of(new VirtualRouterSpec.Member(node, priority, null)),
                null,
                new VirtualRouterSpec.Vrrp(
                        2,
                        "Multicast",
                        1000,
                        new VirtualRouterSpec.Failback("Immediate", null),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)));
        return router;
    }

    private ForwardingTable table() {
        ForwardingTable table = new ForwardingTable();
        table.setMetadata(new ObjectMetaBuilder().withName(node).build());
        table.setSpec(new ForwardingTableSpec(
                new ForwardingTableSpec.Source("VirtualService", "default", "web", "uid-1", 1),
                "edge",
                List.of("192.0.2.200"),
                List.of(new ForwardingTableSpec.Service("TCP", 80, 80, "rr", List.of(), null)),
                new ForwardingTableSpec.Forwarding("DirectRouting", null),
                List.of(new ForwardingTableSpec.Destination("192.0.2.30", 1)),
                null));
        return table;
    }

    private static Director director(String name) {
        Director director = new Director();
        director.setMetadata(new ObjectMetaBuilder().withName(name).build());
        director.setSpec(new DirectorSpec(false, null));
        return director;
    }

    private Secret secret(String name, String password) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withStringData(Map.of("edge", password))
                .build();
    }

    private static DirectorStatus status(String state) {
        return new DirectorStatus(
                List.of(),
                List.of(),
                List.of(new DirectorStatus.Router(
                        "edge-33-v4", state, "2026-01-02T03:04:05Z", 250, null, null, null, null)),
                List.of(),
                new DirectorStatus.Kernel(0, 0),
                List.of(),
                new DirectorStatus.Failures(0, List.of()),
                new DirectorStatus.Agent("0.1.0", List.of()),
                null,
                null,
                null);
    }
}
