package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.operator.endpoints.ClusterBackends;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Service {@code shop/web} of type LoadBalancer with nodes w1 and w2 in its table, which then asks for an address that is none. */
class StandingNodesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:05Z");
    private static final Destination W1 = new Destination("10.9.0.31", 1);
    private static final Destination W1_WAITS = new Destination("10.9.0.31", 0);
    private static final Destination W1_DRAINS = W1.draining(null, "2026-01-01T00:01:05Z");
    private static final Destination W2 = new Destination("10.9.0.32", 1);

    private final ServiceFixture fixture = new ServiceFixture();
    private final Service service = Given.kubernetesService("type: LoadBalancer,"
            + " loadBalancerClass: ipvs-operator.io/vip, ipFamilies: [IPv4], ports: [{port: 80}],"
            + " loadBalancerIP: nowhere");
    private String slice = "{addresses: [10.244.1.5], nodeName: w1}, {addresses: [10.244.2.5], nodeName: w2}";

    StandingNodesTest() {
        fixture.nodes = List.of(ready("w1", "10.9.0.31"), ready("w2", "10.9.0.32"));
        fixture.realServers = Map.of(
                "w1", ServiceFixture.accepting("w1", "10.9.0.200"), "w2", ServiceFixture.accepting("w2", "10.9.0.200"));
        fixture.routers = List.of(ServiceFixture.router(33, "10.9.0.200", false, "kubernetes-uid"));
        fixture.table = Optional.of(
                ServiceFixture.table("10.9.0.200", "{address: 10.9.0.31, weight: 1}, {address: 10.9.0.32, weight: 1}"));
    }

    @Test
    void nodes_that_are_ready_keep_their_share() {
        assertThat(decide().refusal()).map(Refusal::reason).contains("InvalidSpec");
        assertThat(destinations()).containsExactly(W1, W2);
    }

    @Test
    void a_node_that_is_not_ready_waits_in_its_place() {
        fixture.nodes = List.of(Given.node("w1", "10.9.0.31", false), ready("w2", "10.9.0.32"));

        assertThat(destinations()).containsExactly(W1_WAITS, W2);
    }

    @Test
    void a_node_without_endpoints_waits_with_traffic_policy_Local() {
        service.getSpec().setExternalTrafficPolicy("Local");
        slice = "{addresses: [10.244.2.5], nodeName: w2}";

        assertThat(destinations()).containsExactly(W1_WAITS, W2);
    }

    @Test
    void a_node_that_is_gone_drains() {
        fixture.nodes = List.of(ready("w2", "10.9.0.32"));

        assertThat(destinations()).containsExactly(W1_DRAINS, W2);
    }

    @Test
    void a_node_that_is_excluded_drains() {
        Node excluded = ready("w1", "10.9.0.31");
        excluded.getMetadata().setLabels(Map.of("node.kubernetes.io/exclude-from-external-load-balancers", ""));
        fixture.nodes = List.of(excluded, ready("w2", "10.9.0.32"));

        assertThat(destinations()).containsExactly(W1_DRAINS, W2);
    }

    @Test
    void a_node_that_becomes_a_director_drains() {
        fixture.nodes = List.of(Given.node("w1", "10.9.0.31", true), ready("w2", "10.9.0.32"));

        assertThat(destinations()).containsExactly(W1_DRAINS, W2);
    }

    @Test
    void a_new_node_is_not_taken_up() {
        List<Node> nodes = new ArrayList<>(fixture.nodes);
        nodes.add(ready("w3", "10.9.0.33"));
        fixture.nodes = nodes;

        assertThat(destinations()).containsExactly(W1, W2);
    }

    @Test
    void a_Service_that_kube_proxy_is_told_to_leave_alone_gets_no_connections() {
        service.getMetadata().setLabels(Map.of("service.kubernetes.io/service-proxy-name", "other"));

        assertThat(destinations()).extracting(Destination::weight).containsExactly(0, 0);
        assertThat(destinations()).first().isEqualTo(W1_DRAINS);
    }

    private static Node ready(String name, String address) {
        Node node = Given.node(name, address, false);
        node.getStatus()
                .setConditions(List.of(new NodeConditionBuilder()
                        .withType("Ready")
                        .withStatus("True")
                        .build()));
        return node;
    }

    private List<Destination> destinations() {
        return decide().table().map(ForwardingTableSpec::destinations).orElseThrow();
    }

    private ServiceDecision decide() {
        fixture.source = new ServiceSource.OfLoadBalancer(service, new PoolChoice("edge", Optional.empty()));
        fixture.clusterBackends = Optional.of(new ClusterBackends(
                "shop", "web", Optional.of(service), List.of(Given.slice("web-a", slice)), List.of()));
        return ServiceDecision.decide(fixture.inputs(), NOW);
    }
}
