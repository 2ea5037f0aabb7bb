package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.operator.endpoints.ClusterBackends;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Service {@code shop/web} of type LoadBalancer with address 10.9.0.200, directors d1 and d2, workers w1 and w2. */
class LoadBalancerTest {
    private static final String SPEC =
            "type: LoadBalancer, loadBalancerClass: ipvs-operator.io/vip, ipFamilies: [IPv4], ports: [{name: http, protocol: TCP, port: 80, targetPort: 8080}]";

    private final ServiceFixture fixture = new ServiceFixture();
    private Service service = Given.kubernetesService(SPEC);
    private EndpointSlice slice = Given.slice("web-a", "");

    @BeforeEach
    void aClusterWithWorkers() {
        fixture.nodes = List.of(
                node("d1", "10.9.0.11", true),
                node("d2", "10.9.0.12", true),
                node("w1", "10.9.0.31", false),
                node("w2", "10.9.0.32", false));
        fixture.realServers = Map.of(
                "w1", ServiceFixture.accepting("w1", "10.9.0.200"), "w2", ServiceFixture.accepting("w2", "10.9.0.200"));
        fixture.routers = List.of(ServiceFixture.router(33, "10.9.0.200", false, "kubernetes-uid"));
    }

    @Test
    void every_ready_node_that_is_no_director_takes_connections() {
        assertThat(table().destinations())
                .containsExactly(new Destination("10.9.0.31", 1), new Destination("10.9.0.32", 1));
        assertThat(table().source().kind()).isEqualTo("Service");
    }

    @Test
    void ports_lead_to_the_same_port_of_nodes_whatever_the_Pods_listen_on() {
        assertThat(table().services()).singleElement().satisfies(http -> {
            assertThat(http.protocol()).isEqualTo("TCP");
            assertThat(http.port()).isEqualTo(80);
            assertThat(http.targetPort()).isEqualTo(80);
        });
    }

    @Test
    void protocols_may_be_mixed() {
        service = Given.kubernetesService(SPEC.replace(
                "targetPort: 8080}",
                "targetPort: 8080}, {name: quic, protocol: UDP, port: 443}, {name: sip, protocol: SCTP, port: 5060}"));

        assertThat(table().services())
                .extracting(ForwardingTableSpec.Service::protocol)
                .containsExactly("TCP", "UDP", "SCTP");
    }

    @Test
    void with_Local_nodes_get_as_much_as_they_have_ready_endpoints() {
        local(
                "{addresses: [10.244.1.5], nodeName: w1}",
                "{addresses: [10.244.1.6], nodeName: w1}",
                "{addresses: [10.244.2.5], nodeName: w2}",
                "{addresses: [10.244.2.6], nodeName: w2, conditions: {ready: false}}");

        assertThat(table().destinations())
                .containsExactly(new Destination("10.9.0.31", 2), new Destination("10.9.0.32", 1));
    }

    @Test
    void with_Local_a_node_whose_last_endpoint_leaves_keeps_its_connections_only() {
        fixture.table = Optional.of(
                ServiceFixture.table("10.9.0.200", "{address: 10.9.0.31, weight: 1}, {address: 10.9.0.32, weight: 1}"));
        local("{addresses: [10.244.2.5], nodeName: w2}");

        assertThat(table().destinations())
                .containsExactly(
                        new Destination("10.9.0.31", 0).draining(null, "1970-01-01T00:01:00Z"),
                        new Destination("10.9.0.32", 1));
    }

    @Test
    void with_Local_endpoints_on_a_director_are_left_out_in_words() {
        local("{addresses: [10.244.9.5], nodeName: d1}", "{addresses: [10.244.2.5], nodeName: w2}");

        assertThat(table().destinations()).containsExactly(new Destination("10.9.0.32", 1));
        assertThat(backends().message()).contains("node d1 is a director of VipPool edge");
    }

    @Test
    void a_node_gets_no_weight_before_it_accepts_the_address() {
        fixture.realServers = Map.of("w2", ServiceFixture.accepting("w2", "10.9.0.200"));

        assertThat(table().destinations())
                .containsExactly(new Destination("10.9.0.31", 0), new Destination("10.9.0.32", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "labels: {node.kubernetes.io/exclude-from-external-load-balancers: \"\"}|",
                "|spec: {taints: [{key: ToBeDeletedByClusterAutoscaler, effect: NoSchedule}]}",
            })
    void who_is_not_to_take_part_does_not(String metadata, String spec) {
        fixture.nodes = List.of(
                Given.yaml(Node.class, """
                        metadata: {name: w1, %s}
                        %s
                        status: {addresses: [{type: InternalIP, address: 10.9.0.31}], conditions: [{type: Ready, status: "True"}]}
                        """.formatted(metadata == null ? "" : metadata, spec == null ? "" : spec)),
                node("w2", "10.9.0.32", false),
                node("d1", "10.9.0.11", true));

        assertThat(table().destinations()).containsExactly(new Destination("10.9.0.32", 1));
    }

    @Test
    void a_node_that_directors_reach_only_through_a_router_is_left_out_in_words() {
        fixture.nodes =
                List.of(node("w1", "10.8.0.31", false), node("w2", "10.9.0.32", false), node("d1", "10.9.0.11", true));

        assertThat(table().destinations()).containsExactly(new Destination("10.9.0.32", 1));
        assertThat(backends().message())
                .contains("node w1 has no IPv4 address in a network of the directors", "10.9.0.0/24");
    }

    @Test
    void without_a_node_that_may_serve_the_reason_is_said() {
        fixture.nodes = List.of(node("d1", "10.9.0.11", true));

        assertThat(backends().reason()).isEqualTo("NoNodes");
        local("{addresses: [10.244.1.5], nodeName: w1, conditions: {ready: false}}");
        assertThat(backends().reason()).isEqualTo("NoEndpoints");
    }

    @Test
    void with_Local_endpoints_on_an_excluded_node_are_left_out_in_words() {
        Node excluded = node("w1", "10.9.0.31", false);
        excluded.getMetadata().setLabels(Map.of("node.kubernetes.io/exclude-from-external-load-balancers", ""));
        fixture.nodes = List.of(node("d1", "10.9.0.11", true), excluded);
        local("{addresses: [10.244.1.5], nodeName: w1}");

        assertThat(backends().reason()).isEqualTo("NodeExcluded");
        assertThat(backends().message())
                .isEqualTo("node w1 carries the label node.kubernetes.io/exclude-from-external-load-balancers:"
                        + " remove it, or let Pods run on other nodes");
    }

    @Test
    void a_node_whose_address_another_one_claims_is_left_out_in_words() {
        fixture.realServers = Map.of(
                "w1", ServiceFixture.accepting("w1", "10.9.0.200"), "w2", ServiceFixture.having("w2", "10.9.0.31"));
        fixture.nodes =
                List.of(node("d1", "10.9.0.11", true), node("w1", "10.9.0.31", false), node("w2", "10.8.0.32", false));

        assertThat(backends().reason()).isEqualTo("NodeAddressContested");
        assertThat(backends().message())
                .isEqualTo("10.9.0.31 is an address of node w1 and of node w2 at once; take it from all but one, or"
                        + " delete the Node that is gone");
    }

    @Test
    void more_nodes_than_a_table_holds_are_left_out_in_words_and_none_that_has_a_place() {
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", "{address: 10.9.9.1, weight: 1}"));
        fixture.directors = Map.of("d1", Given.having(Given.director("d1", "10.9.0.11", 0), "10.9.0.11/16"));
        List<Node> nodes = new ArrayList<>(List.of(node("d1", "10.9.0.11", true), node("last", "10.9.9.1", false)));
        for (int i = 0; i < 1_001; i++) {
            nodes.add(node("n" + i, "10.9." + (1 + i / 250) + "." + (1 + i % 250), false));
        }
        fixture.nodes = nodes;

        assertThat(table().destinations())
                .hasSize(1_000)
                .extracting(Destination::address)
                .contains("10.9.9.1");
        assertThat(backends().message()).contains("2 more nodes find no room: a service has at most 1000 of IPv4");
    }

    @Test
    void what_a_plan_does_not_depend_on_does_not_change_its_version() {
        String before = source().version();

        service.getMetadata().setAnnotations(Map.of("example.com/restarted-at", "today"));
        service.getSpec().getPorts().getFirst().setPort(81);
        assertThat(source().version()).isEqualTo(before);

        service.getMetadata().setAnnotations(Map.of("ipvs-operator.io/addresses", "10.9.0.203"));
        assertThat(source().version()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"service.kubernetes.io/service-proxy-name", "service.kubernetes.io/headless"})
    void one_that_kube_proxy_leaves_alone_is_refused_in_words(String label) {
        service.getMetadata().setLabels(Map.of(label, ""));

        assertThat(decide().refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo("Unsupported");
            assertThat(refusal.message())
                    .isEqualTo("metadata.labels has " + label + ", so kube-proxy leaves the Service alone and nodes"
                            + " would answer for its address with programs of their own: remove the label");
        });
    }

    @Test
    void session_affinity_is_persistence_of_that_time() {
        service = Given.kubernetesService(
                SPEC + ", sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 90}}");

        assertThat(table().services().getFirst().persistence())
                .isEqualTo(new ForwardingTableSpec.Persistence(90, 32, 128, null));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "loadBalancerSourceRanges: [10.0.0.0/8, all]|InvalidSpec|spec.loadBalancerSourceRanges has \"all\" but must have networks such as 192.0.2.0/24",
                "loadBalancerIP: nowhere|InvalidSpec|spec.loadBalancerIP is nowhere but must be an address",
                "loadBalancerIP: \"2001:db8::1\"|InvalidSpec|spec.loadBalancerIP is 2001:db8::1 but must be of one of spec.ipFamilies, which are IPv4",
                "loadBalancerIP: 10.7.0.1|AddressNotInPool|metadata.annotations[ipvs-operator.io/addresses] or spec.loadBalancerIP has 10.7.0.1, which is not in VipPool edge",
            })
    void what_cannot_be_is_refused_in_words(String more, String reason, String message) {
        service = Given.kubernetesService(SPEC + ", " + more);

        assertThat(decide().refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.message()).startsWith(message);
        });
    }

    @Test
    void source_ranges_go_into_the_table_without_bits_behind_the_prefix() {
        fixture.agentsKnow("SourceRanges");
        service = Given.kubernetesService(
                SPEC + ", loadBalancerSourceRanges: [10.1.2.3/8, 192.0.2.0/24, 10.0.0.0/8, \"2001:db8::/32\"]");

        assertThat(table().sourceRanges()).containsExactly("10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32");
    }

    @Test
    void source_ranges_are_found_in_the_annotation_too() {
        fixture.agentsKnow("SourceRanges");
        service.getMetadata()
                .setAnnotations(
                        Map.of("service.beta.kubernetes.io/load-balancer-source-ranges", "10.0.0.0/8, 192.0.2.0/24"));

        assertThat(table().sourceRanges()).containsExactly("10.0.0.0/8", "192.0.2.0/24");
    }

    @Test
    void without_source_ranges_everybody_may_use_it() {
        assertThat(table().sourceRanges()).isNull();
    }

    @Test
    void more_source_ranges_than_a_director_filters_by_are_refused() {
        String ranges =
                IntStream.range(0, 257).mapToObj("10.0.%d.0/24"::formatted).collect(Collectors.joining(", "));
        service = Given.kubernetesService(SPEC + ", loadBalancerSourceRanges: [" + ranges + "]");

        assertThat(decide().refusal())
                .map(Refusal::message)
                .contains("spec.loadBalancerSourceRanges has 257 entries but must have at most 256");
    }

    @Test
    void source_ranges_wait_for_agents_that_know_them() {
        fixture.agentsKnow("HealthChecks");
        service = Given.kubernetesService(SPEC + ", loadBalancerSourceRanges: [10.0.0.0/8]");

        assertThat(decide().refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo("AgentsTooOld");
            assertThat(refusal.message())
                    .startsWith("spec.loadBalancerSourceRanges or ")
                    .contains(" is present, which the agents of directors d1, d2");
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "10.9.0.200, 10.9.0.201|metadata.annotations[ipvs-operator.io/addresses] is 10.9.0.201 but must be the only address of its family",
                "10.9.0.200,|metadata.annotations[ipvs-operator.io/addresses] is  but must be an address such as 192.0.2.1 or 2001:db8::1",
            })
    void a_wrong_annotation_is_quoted(String addresses, String message) {
        service.getMetadata().setAnnotations(Map.of("ipvs-operator.io/addresses", addresses));

        assertThat(decide().refusal()).map(Refusal::message).contains(message);
    }

    @Test
    void one_that_changes_its_type_leaves_at_once() {
        assertThat(source().isLeaving()).isFalse();

        service.getSpec().setType("ClusterIP");

        assertThat(source().isLeaving()).isTrue();
    }

    private static Node node(String name, String address, boolean director) {
        return Given.yaml(Node.class, """
                metadata: {name: %s, labels: {role: %s}}
                status: {addresses: [{type: InternalIP, address: %s}], conditions: [{type: Ready, status: "True"}]}
                """.formatted(name, director ? "director" : "worker", address));
    }

    private void local(String... endpoints) {
        service = Given.kubernetesService(SPEC + ", externalTrafficPolicy: Local");
        slice = Given.slice("web-a", String.join(", ", endpoints));
    }

    private ServiceSource.OfLoadBalancer source() {
        return new ServiceSource.OfLoadBalancer(service, new PoolChoice("edge", Optional.empty()));
    }

    private ServiceDecision decide() {
        fixture.source = source();
        fixture.clusterBackends =
                Optional.of(new ClusterBackends("shop", "web", Optional.of(service), List.of(slice), List.of()));
        return ServiceDecision.decide(fixture.inputs(), Instant.EPOCH);
    }

    private ForwardingTableSpec table() {
        return decide().table().orElseThrow();
    }

    private ConditionValue backends() {
        ServiceDecision decision = decide();
        return new BackendsReport(decision.resolved(), decision.table(), decision.backends()).condition();
    }
}
