package io.ipvsoperator.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.testing.ApiServer;
import io.ipvsoperator.crds.testing.ChartRights;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who has broken into the agent of one node can do to the others with its token: nothing. */
class AgentAttacksApiServerIT {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private static final String OWN = "broken-into-" + UUID.randomUUID();
    private static final String OTHER = "healthy-" + UUID.randomUUID();
    private static final String FORBIDDEN = "is forbidden: User \"system:serviceaccount:";
    private static final String NOT_ITS_OWN = "the agent of node " + OWN
            + " may write only the status of the Director and RealServer of that name and the Lease director-" + OWN;

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("ipvs-node-agent")
            .withForce(true)
            .build();

    private static ChartRights rights;
    private static KubernetesClient attacker;
    private static String namespace;

    @BeforeAll
    static void breaksIn() throws IOException, InterruptedException {
        namespace = SERVER.newNamespace();
        rights = ChartRights.install(SERVER.client(), namespace);
        attacker = connect(rights.agentOn(OWN));
        try (KubernetesClient operator = connect(rights.operator())) {
            for (String node : new String[] {OWN, OTHER}) {
                operator.resource(object("Director", node, "{}")).create();
                operator.resource(object("RealServer", node, "{addresses: []}")).create();
            }
        }
    }

    @AfterAll
    static void cleansUp() {
        attacker.close();
        rights.close();
        for (String node : new String[] {OWN, OTHER}) {
            SERVER.client().resources(Director.class).withName(node).delete();
            SERVER.client().resources(RealServer.class).withName(node).delete();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Director", "RealServer"})
    void its_own_status_it_may_write(String kind) {
        assertThatCode(() -> applyStatus(attacker, kind, OWN)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Director", "RealServer"})
    void the_status_of_another_node_it_may_not_write(String kind) {
        assertThatThrownBy(() -> applyStatus(attacker, kind, OTHER)).hasMessageContaining(NOT_ITS_OWN);
    }

    @Test
    void its_own_lease_it_may_renew() {
        assertThatCode(() -> attacker.resource(lease(OWN)).patch(APPLY)).doesNotThrowAnyException();
    }

    @Test
    void the_lease_of_another_node_it_may_not_renew() {
        assertThatThrownBy(() -> attacker.resource(lease(OTHER)).patch(APPLY)).hasMessageContaining(NOT_ITS_OWN);
    }

    @Test
    void the_lease_of_the_leading_operator_it_may_not_take() {
        GenericKubernetesResource leadership = read("""
                apiVersion: coordination.k8s.io/v1
                kind: Lease
                metadata: {name: ipvs-operator, namespace: %s}
                spec: {holderIdentity: attacker}
                """.formatted(namespace));

        assertThatThrownBy(() -> attacker.resource(leadership).create()).hasMessageContaining(NOT_ITS_OWN);
        assertThatThrownBy(() -> attacker.resource(leadership).patch(APPLY)).hasMessageContaining(NOT_ITS_OWN);
    }

    @Test
    void a_token_of_the_agents_that_is_bound_to_no_node_is_of_no_use() {
        try (KubernetesClient anywhere = connect(rights.agentOnNoNode())) {
            assertThatThrownBy(() -> applyStatus(anywhere, "Director", OTHER))
                    .hasMessageContaining("the agent's token is bound to no node");
        }
    }

    @Test
    void out_of_maintenance_it_may_not_take_a_director_not_even_its_own() {
        assertForbidden(() -> attacker.resource(object("Director", OWN, "{maintenance: false}"))
                .patch(APPLY));
    }

    @Test
    void addresses_for_its_own_node_it_may_not_order() {
        assertForbidden(() -> attacker.resource(object("RealServer", OWN, "{addresses: [192.0.2.1]}"))
                .patch(APPLY));
    }

    @Test
    void a_virtual_router_that_makes_it_the_first_it_may_not_write() {
        assertForbidden(() -> attacker.resource(object("VirtualRouter", "forged-33-v4", """
                        {pool: edge, virtualRouterId: 33, addressFamily: IPv4,
                         addresses: [{address: 192.0.2.1, holder: forged}], members: [{director: %s, priority: 254}],
                         vrrp: {version: 3, transport: Multicast, advertisementIntervalMilliseconds: 1000}}
                        """.formatted(OWN)))
                .create());
    }

    @Test
    void a_forwarding_table_that_sends_connections_to_it_it_may_not_write() {
        assertForbidden(() ->
                attacker.resource(object("ForwardingTable", "vs-forged", "{}")).create());
    }

    @Test
    void what_others_are_told_it_may_not_delete() {
        assertForbidden(() -> attacker.resource(object("Director", OTHER, "{}")).delete());
        assertForbidden(
                () -> attacker.resource(object("RealServer", OTHER, "{}")).delete());
        assertForbidden(() -> attacker.resource(lease(OTHER)).delete());
    }

    @Test
    void of_all_secrets_it_reads_the_one_for_agents() {
        createSecret(ClusterWatch.PASSWORD_SECRET);
        createSecret("another");

        assertThat(attacker.secrets()
                        .inNamespace(namespace)
                        .withField("metadata.name", ClusterWatch.PASSWORD_SECRET)
                        .list()
                        .getItems())
                .hasSize(1);
        assertForbidden(() ->
                attacker.secrets().inNamespace(namespace).withName("another").get());
        assertForbidden(() -> attacker.secrets().inNamespace(namespace).list());
        assertForbidden(() -> attacker.secrets().inNamespace("default").list());
        assertForbidden(() -> attacker.secrets()
                .inNamespace(namespace)
                .withName(ClusterWatch.PASSWORD_SECRET)
                .delete());
    }

    @Test
    void of_what_people_write_and_run_it_sees_nothing() {
        assertForbidden(() -> attacker.pods().inAnyNamespace().list());
        assertForbidden(() -> attacker.services().inAnyNamespace().list());
        assertForbidden(() -> attacker.nodes().list());
        assertForbidden(() -> attacker.genericKubernetesResources("ipvs-operator.io/v1alpha1", "VirtualService")
                .inAnyNamespace()
                .list());
    }

    @Test
    void a_token_for_somebody_else_it_gets_from_nobody() {
        assertForbidden(() -> attacker.serviceAccounts()
                .inNamespace(namespace)
                .withName(rights.operatorName())
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build()));
    }

    private static void assertForbidden(Runnable attack) {
        assertThatThrownBy(attack::run)
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(FORBIDDEN);
    }

    private static void applyStatus(KubernetesClient client, String kind, String node) {
        String status = kind.equals("Director") ? "{kernel: {services: 0, destinations: 0}}" : "{addresses: []}";
        client.resource(read("""
                        apiVersion: ipvs-operator.io/v1alpha1
                        kind: %s
                        metadata: {name: %s}
                        status: %s
                        """.formatted(kind, node, status)))
                .subresource("status")
                .patch(APPLY);
    }

    private static GenericKubernetesResource lease(String node) {
        return read("""
                apiVersion: coordination.k8s.io/v1
                kind: Lease
                metadata: {name: director-%s, namespace: %s}
                spec: {holderIdentity: %s}
                """.formatted(node, namespace, node));
    }

    private static void createSecret(String name) {
        SERVER.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withStringData(Map.of("edge", "hidden"))
                        .build())
                .create();
    }

    private static GenericKubernetesResource object(String kind, String name, String spec) {
        return read("""
                apiVersion: ipvs-operator.io/v1alpha1
                kind: %s
                metadata: {name: %s}
                spec: %s
                """.formatted(kind, name, spec.strip().replace("\n", "\n  ")));
    }

    private static GenericKubernetesResource read(String yaml) {
        return SERVER.client().getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
    }

    private static KubernetesClient connect(Config config) {
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
