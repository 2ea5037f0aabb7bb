package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.operator.endpoints.ClusterBackends;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service with {@code backends.service: {name: web}}, whose Service has the port http, TCP 80. */
class BackendResolutionTest {
    private static final String ON_W1 =
            "{addresses: [10.9.0.31], targetRef: {kind: Pod, name: web-1, namespace: shop}, conditions: %s}";
    private static final String ON_W2 =
            "{addresses: [10.9.0.32], targetRef: {kind: Pod, name: web-2, namespace: shop}, conditions: %s}";

    private final ServiceFixture fixture = new ServiceFixture();
    private Optional<Service> backend =
            Optional.of(Given.kubernetesService("ports: [{name: http, protocol: TCP, port: 80}]"));
    private List<Pod> pods = List.of(Given.pod("web-1", "shop", "10.9.0.31"), Given.pod("web-2", "shop", "10.9.0.32"));

    @BeforeEach
    void backedByAService() {
        fixture.service = Given.service("endpoints: [{address: 10.9.0.30, weight: 1}]", "service: {name: web}");
        fixture.pool = Optional.of(Given.pool("allowedEndpoints: [10.9.0.0/24]", "allowedEndpoints: []"));
        fixture.nodes = List.of(
                Given.node("d1", "10.9.0.11", true),
                Given.node("w1", "10.9.0.31", false),
                Given.node("w2", "10.9.0.32", false));
        fixture.realServers = Map.of(
                "w1", ServiceFixture.accepting("w1", "10.9.0.200"), "w2", ServiceFixture.accepting("w2", "10.9.0.200"));
    }

    @Test
    void Pods_in_the_network_of_their_nodes_are_destinations() {
        assertThat(destinations(ON_W1.formatted("{}"), ON_W2.formatted("{ready: true}")))
                .containsExactly(new Destination("10.9.0.31", 1), new Destination("10.9.0.32", 1));
    }

    @Test
    void a_node_has_no_weight_until_it_accepts_the_address() {
        fixture.realServers = Map.of("w2", ServiceFixture.accepting("w2", "10.9.0.200"));

        assertThat(destinations(ON_W1.formatted("{}"), ON_W2.formatted("{}")))
                .containsExactly(new Destination("10.9.0.31", 0), new Destination("10.9.0.32", 1));
    }

    @Test
    void an_endpoint_that_is_leaving_keeps_its_connections_and_gets_no_new_ones() {
        published("{address: 10.9.0.31, weight: 1}, {address: 10.9.0.32, weight: 1}");

        assertThat(destinations(
                        ON_W1.formatted("{ready: false, serving: true, terminating: true}"), ON_W2.formatted("{}")))
                .containsExactly(new Destination("10.9.0.31", 0), new Destination("10.9.0.32", 1));
    }

    @Test
    void when_all_are_leaving_those_that_still_serve_go_on() {
        published("{address: 10.9.0.31, weight: 1}");

        assertThat(destinations(ON_W1.formatted("{ready: false, serving: true, terminating: true}")))
                .containsExactly(new Destination("10.9.0.31", 1));
    }

    @Test
    void one_that_is_not_ready_keeps_its_place_if_it_has_one_and_else_waits_outside() {
        assertThat(destinations(ON_W1.formatted("{ready: false}"), ON_W2.formatted("{}")))
                .containsExactly(new Destination("10.9.0.32", 1));

        published("{address: 10.9.0.31, weight: 1}, {address: 10.9.0.32, weight: 1}");
        assertThat(destinations(ON_W1.formatted("{ready: false}"), ON_W2.formatted("{}")))
                .containsExactly(new Destination("10.9.0.31", 0), new Destination("10.9.0.32", 1));
    }

    @Test
    void new_ones_come_behind_those_that_are_there() {
        published("{address: 10.9.0.32, weight: 1}");

        assertThat(destinations(ON_W1.formatted("{}"), ON_W2.formatted("{}")))
                .containsExactly(new Destination("10.9.0.32", 1), new Destination("10.9.0.31", 1));
    }

    @Test
    void a_Pod_behind_its_node_needs_Masquerade() {
        pods = List.of(Given.pod("web-1", "shop", "10.244.1.5"));

        assertThat(condition("{addresses: [10.244.1.5], targetRef: {kind: Pod, name: web-1}}"))
                .satisfies(condition -> {
                    assertThat(condition.reason()).isEqualTo("MasqueradeRequired");
                    assertThat(condition.message()).contains("10.244.1.5", "web-1", "DirectRouting", "Masquerade");
                });
    }

    @Test
    void an_address_that_no_Pod_has_is_held_to_what_the_pool_allows() {
        assertThat(condition("{addresses: [10.9.0.40]}")).satisfies(condition -> {
            assertThat(condition.reason()).isEqualTo("EndpointNotAllowed");
            assertThat(condition.message())
                    .contains("10.9.0.40 in EndpointSlice web-a", "no Pod's of namespace shop", "allowedEndpoints");
        });

        fixture.pool = Optional.of(Given.pool());
        assertThat(destinations("{addresses: [10.9.0.40]}")).containsExactly(new Destination("10.9.0.40", 1));
    }

    @Test
    void a_Pod_of_another_namespace_is_not_reached_by_writing_its_address_into_a_slice() {
        pods = List.of(Given.pod("db-0", "bank", "10.9.0.32"));

        assertThat(condition("{addresses: [10.9.0.32], targetRef: {kind: Pod, name: db-0, namespace: bank}}")
                        .reason())
                .isEqualTo("EndpointNotAllowed");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, a loopback address",
        "169.254.169.254, a link-local address",
        "224.0.0.18, a multicast address",
        "0.0.0.0, an unspecified address",
        "255.255.255.255, a reserved or broadcast address",
        "10.9.0.201, a virtual address of VipPool edge",
        "10.9.0.250, a virtual address of VipPool core",
        "10.9.0.11, which is director d1 of VipPool edge"
    })
    void what_can_never_be_a_backend_is_left_out_whatever_the_pool_allows(String address, String kind) {
        fixture.pool = Optional.of(Given.pool("allowedEndpoints: [10.9.0.0/24]", "allowedEndpoints: [0.0.0.0/0]"));
        fixture.otherPools = List.of(Given.pool("name: edge", "name: core", "10.9.0.200-10.9.0.205", "10.9.0.250"));

        assertThat(destinations("{addresses: [%s]}".formatted(address))).isEmpty();
        assertThat(condition("{addresses: [%s]}".formatted(address)).message()).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.9.0.201", "10.9.0.11"})
    void nor_does_it_help_to_be_a_Pod(String address) {
        pods = List.of(Given.pod("web-1", "shop", address));

        assertThat(destinations("{addresses: [%s], targetRef: {kind: Pod, name: web-1}}".formatted(address)))
                .isEmpty();
    }

    @Test
    void one_that_is_left_out_leaves_the_others_alone() {
        assertThat(condition(ON_W1.formatted("{}"), "{addresses: [127.0.0.1]}")).satisfies(condition -> {
            assertThat(condition.holds()).isTrue();
            assertThat(condition.reason()).isEqualTo("PartlyResolved");
            assertThat(condition.message()).contains("1 of 2 backends", "left out: 127.0.0.1");
        });
    }

    @Test
    void an_address_that_its_Pod_gives_up_is_not_kept_by_writing_it_by_hand() {
        published("{address: 10.9.0.31, weight: 1}");
        pods = List.of();

        assertThat(destinations(ON_W1.formatted("{}")))
                .containsExactly(new Destination("10.9.0.31", 0).draining(null, "1970-01-01T00:01:00Z"));
    }

    @Test
    void a_Service_that_does_not_exist_is_named() {
        backend = Optional.empty();

        assertThat(condition()).satisfies(condition -> {
            assertThat(condition.reason()).isEqualTo("ServiceNotFound");
            assertThat(condition.message()).contains("spec.backends.service.name is web", "namespace shop");
        });
    }

    @Test
    void a_Service_without_endpoints_says_so() {
        assertThat(condition().reason()).isEqualTo("NoEndpoints");
        assertThat(condition(ON_W1.formatted("{ready: false}")).message())
                .isEqualTo("none of the 1 endpoints of Service web is ready");
    }

    @Test
    void a_port_that_the_Service_has_not_is_named_beside_those_that_it_has() {
        backend = Optional.of(Given.kubernetesService(
                "ports: [{name: http, protocol: TCP, port: 8080}, {name: dns, protocol: UDP, port: 80}]"));

        assertThat(condition(ON_W1.formatted("{}"))).satisfies(condition -> {
            assertThat(condition.reason()).isEqualTo("PortNotFound");
            assertThat(condition.message()).contains("no TCP port 80", "http (TCP 8080), dns (UDP 80)");
        });
    }

    @Test
    void a_port_may_be_called_by_its_name() {
        fixture.service = Given.service(
                "endpoints: [{address: 10.9.0.30, weight: 1}]",
                "service: {name: web}",
                "{protocol: TCP, port: 80}",
                "{protocol: TCP, port: 80, targetPort: http}");
        backend = Optional.of(Given.kubernetesService("ports: [{name: http, protocol: TCP, port: 8080}]"));

        assertThat(destinations(ON_W1.formatted("{}"))).containsExactly(new Destination("10.9.0.31", 1));
    }

    @Test
    void with_direct_routing_an_endpoint_must_listen_on_the_port_of_the_virtual_service() {
        EndpointSlice slice = Given.slice("web-a", ON_W1.formatted("{}"));
        slice.getPorts().getFirst().setPort(8080);

        assertThat(condition(slice)).satisfies(condition -> {
            assertThat(condition.reason()).isEqualTo("PortNotKept");
            assertThat(condition.message()).contains("10.9.0.31 listens on port 8080", "keeps port 80");
        });
    }

    @Test
    void endpoints_of_a_family_that_is_not_wanted_do_not_count() {
        ServiceDecision decision = decide(slice(
                ON_W1.formatted("{}"),
                "{addresses: [\"2001:db8::31\"], targetRef: {kind: Pod, name: web-1, namespace: shop}}"));
        BackendsReport report = new BackendsReport(decision.resolved(), decision.table(), decision.backends());

        assertThat(report.counts().total()).isEqualTo(1);
        assertThat(report.condition().reason()).isEqualTo("Resolved");
    }

    @Test
    void endpoints_of_another_family_alone_are_said_to_be() {
        assertThat(condition("{addresses: [\"2001:db8::31\"]}").message())
                .startsWith("none of the 1 endpoints of Service web is of a family of the virtual addresses");
    }

    @Test
    void a_table_takes_no_more_than_a_thousand_and_those_that_are_in_it_stay() {
        fixture.pool = Optional.of(Given.pool("[10.9.0.0/24]", "[10.8.0.0/16]"));
        published("{address: 10.8.200.1, weight: 1}");
        String thousand = IntStream.range(0, 1000)
                .mapToObj(i -> "{addresses: [10.8.%d.%d]}".formatted(100 + i / 250, 1 + i % 250))
                .collect(Collectors.joining(", "));

        List<Destination> destinations = destinations(thousand, "{addresses: [10.8.200.1]}");

        assertThat(destinations).hasSize(1000).contains(new Destination("10.8.200.1", 1));
        assertThat(condition(thousand, "{addresses: [10.8.200.1]}").message())
                .contains("1 more endpoints find no room: a service has at most 1000; share them out among several"
                        + " VirtualServices");
    }

    private void published(String destinations) {
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", destinations));
    }

    private List<Destination> destinations(String... endpoints) {
        return decide(slice(endpoints)).table().orElseThrow().destinations();
    }

    private ConditionValue condition(String... endpoints) {
        return condition(slice(endpoints));
    }

    private ConditionValue condition(EndpointSlice slice) {
        ServiceDecision decision = decide(slice);
        return new BackendsReport(decision.resolved(), decision.table(), decision.backends()).condition();
    }

    private static EndpointSlice slice(String... endpoints) {
        return Given.slice("web-a", String.join(", ", endpoints));
    }

    private ServiceDecision decide(EndpointSlice slice) {
        fixture.clusterBackends = Optional.of(new ClusterBackends("shop", "web", backend, List.of(slice), pods));
        return ServiceDecision.decide(fixture.inputs(), Instant.EPOCH);
    }
}
