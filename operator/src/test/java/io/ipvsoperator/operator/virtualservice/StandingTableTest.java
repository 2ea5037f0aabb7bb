package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.operator.endpoints.ClusterBackends;
import io.ipvsoperator.operator.testing.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** VirtualService {@code shop/web} with nodes w1 and w2 in its table, which its pool does not take any longer. */
class StandingTableTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:05Z");
    private static final String END = "2026-01-01T00:01:05Z";
    private static final Destination W1 = new Destination("10.9.0.31", 1);
    private static final Destination W1_WAITS = new Destination("10.9.0.31", 0);
    private static final Destination W1_DRAINS = W1.draining(null, END);
    private static final Destination W2 = new Destination("10.9.0.32", 1);
    private static final String BOTH = "{address: 10.9.0.31, weight: 1}, {address: 10.9.0.32, weight: 1}";
    private static final String ONE_DRAINS =
            "{address: 10.9.0.31, weight: 0, drainUntil: '%s'}, {address: 10.9.0.32, weight: 1}".formatted(END);
    private static final String ONLY_W2 = "{addresses: [10.9.0.32], targetRef: {kind: Pod, name: web-2}}";
    private static final String BACKENDS = "endpoints: [{address: 10.9.0.30, weight: 1}]";

    private final ServiceFixture fixture = new ServiceFixture();
    private String slice = "{addresses: [10.9.0.31], targetRef: {kind: Pod, name: web-1}}, " + ONLY_W2;
    private List<Pod> pods = List.of(Given.pod("web-1", "shop", "10.9.0.31"), Given.pod("web-2", "shop", "10.9.0.32"));

    StandingTableTest() {
        fixture.service = Given.service(BACKENDS, "service: {name: web}");
        fixture.pool = Optional.of(Given.pool(
                "allowedNamespaces: {from: All}",
                "allowedNamespaces: {from: Selector, selector: {matchLabels: {a: b}}}"));
        fixture.nodes = List.of(
                Given.node("d1", "10.9.0.11", true),
                Given.node("w1", "10.9.0.31", false),
                Given.node("w2", "10.9.0.32", false));
        fixture.realServers = Map.of(
                "w1", ServiceFixture.accepting("w1", "10.9.0.200"), "w2", ServiceFixture.accepting("w2", "10.9.0.200"));
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", BOTH));
    }

    @Test
    void what_is_ready_keeps_running() {
        assertThat(decide().refusal()).map(Refusal::reason).contains("NamespaceNotAllowed");
        assertThat(destinations()).containsExactly(W1, W2);
    }

    @Test
    void an_endpoint_that_is_gone_drains() {
        slice = ONLY_W2;

        assertThat(destinations()).containsExactly(W1_DRAINS, W2);
        assertThat(decide().drain().untilNext(NOW)).contains(Duration.ofSeconds(60));
    }

    @Test
    void a_drain_that_is_over_ends_although_the_service_is_refused() {
        slice = ONLY_W2;
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", ONE_DRAINS));

        assertThat(destinations(NOW.plusSeconds(59))).containsExactly(W1_DRAINS, W2);
        assertThat(destinations(NOW.plusSeconds(60))).containsExactly(W2);
    }

    @Test
    void one_that_comes_back_before_its_drain_is_over_has_its_weight_again() {
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", ONE_DRAINS));

        assertThat(destinations()).containsExactly(W1, W2);
    }

    @Test
    void one_that_comes_back_without_its_ports_of_UDP_goes() {
        twoProtocols();
        fixture.table.orElseThrow().setSpec(withDestinations(W1.draining(List.of(80, 0), END), W2));

        assertThat(destinations()).containsExactly(W1.draining(List.of(80, 0), END), W2);
    }

    @Test
    void a_drain_is_of_TCP_alone() {
        twoProtocols();
        slice = ONLY_W2;

        assertThat(destinations()).containsExactly(W1.draining(List.of(80, 0), END), W2);
    }

    @Test
    void an_address_that_is_no_Pods_of_the_namespace_any_longer_gets_no_connections() {
        pods = List.of(Given.pod("web-1", "other", "10.9.0.31"), Given.pod("web-2", "shop", "10.9.0.32"));
        fixture.pool = Optional.of(Given.pool(
                "allowedNamespaces: {from: All}",
                "allowedNamespaces: {from: Selector, selector: {matchLabels: {a: b}}}",
                "allowedEndpoints: [10.9.0.0/24]",
                "allowedEndpoints: []"));

        assertThat(destinations()).containsExactly(W1_DRAINS, W2);
    }

    @Test
    void a_Pod_whose_node_is_gone_gets_no_connections() {
        fixture.nodes = List.of(Given.node("w2", "10.9.0.32", false));

        assertThat(destinations()).containsExactly(W1_DRAINS, W2);
    }

    @Test
    void one_that_is_not_ready_waits_in_its_place() {
        slice = slice.replace("name: web-1}}", "name: web-1}, conditions: {ready: false}}");

        assertThat(destinations()).containsExactly(W1_WAITS, W2);
    }

    @Test
    void one_that_is_ready_again_has_its_weight_again() {
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", BOTH.replaceFirst("weight: 1", "weight: 0")));

        assertThat(destinations()).containsExactly(W1, W2);
    }

    @Test
    void a_node_that_no_longer_accepts_the_address_waits() {
        fixture.realServers = Map.of("w2", ServiceFixture.accepting("w2", "10.9.0.200"));

        assertThat(destinations()).containsExactly(W1_WAITS, W2);
    }

    @Test
    void a_new_endpoint_is_not_taken_up() {
        slice += ", {addresses: [10.9.0.33], targetRef: {kind: Pod, name: web-3}}";
        pods = List.of(pods.get(0), pods.get(1), Given.pod("web-3", "shop", "10.9.0.33"));

        assertThat(destinations()).containsExactly(W1, W2);
    }

    @Test
    void no_address_port_or_method_changes() {
        fixture.service = Given.service(
                BACKENDS,
                "service: {name: web}",
                "port: 80",
                "port: 81",
                "method: DirectRouting",
                "method: Masquerade");
        fixture.routers =
                List.of(ServiceFixture.router(33, "10.9.0.200", false), ServiceFixture.router(34, "10.9.0.201", false));

        assertThat(decide(NOW).table()).contains(fixture.table.orElseThrow().getSpec());
    }

    @Test
    void what_people_wrote_by_hand_keeps_running() {
        fixture.service = Given.service("10.9.0.30", "10.99.0.1");

        assertThat(destinations()).containsExactly(W1, W2);
    }

    @Test
    void what_people_took_away_before_drains_to_its_end() {
        fixture.service = Given.service("10.9.0.30", "10.99.0.1");
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", ONE_DRAINS));

        assertThat(destinations()).containsExactly(W1_DRAINS, W2);
        assertThat(destinations(NOW.plusSeconds(60))).containsExactly(W2);
    }

    @Test
    void Pods_drain_when_they_are_replaced_by_what_the_pool_does_not_allow() {
        fixture.service = Given.service("10.9.0.30", "10.99.0.1", "method: DirectRouting", "method: Masquerade");
        ForwardingTable table =
                ServiceFixture.table("10.9.0.200", "{address: 10.244.1.5, weight: 1, targetPorts: [8080]}");
        table.setSpec(masquerading(table.getSpec()));
        fixture.table = Optional.of(table);

        assertThat(destinations()).containsExactly(new Destination("10.244.1.5", 0).draining(List.of(8080), END));
    }

    private void twoProtocols() {
        ForwardingTableSpec spec = fixture.table.orElseThrow().getSpec();
        ForwardingTableSpec.Service tcp = spec.services().getFirst();
        ForwardingTableSpec.Service udp = new ForwardingTableSpec.Service("UDP", 80, 80, "rr", List.of(), null);
        fixture.table
                .orElseThrow()
                .setSpec(new ForwardingTableSpec(
                        spec.source(),
                        spec.pool(),
                        spec.addresses(),
                        List.of(tcp, udp),
                        spec.forwarding(),
                        spec.destinations(),
                        null));
    }

    private ForwardingTableSpec withDestinations(Destination... destinations) {
        ForwardingTableSpec spec = fixture.table.orElseThrow().getSpec();
        return new ForwardingTableSpec(
                spec.source(),
                spec.pool(),
                spec.addresses(),
                spec.services(),
                spec.forwarding(),
                List.of(destinations),
                null);
    }

    private static ForwardingTableSpec masquerading(ForwardingTableSpec spec) {
        return new ForwardingTableSpec(
                spec.source(),
                spec.pool(),
                spec.addresses(),
                spec.services(),
                new ForwardingTableSpec.Forwarding("Masquerade", null),
                spec.destinations(),
                null);
    }

    private List<Destination> destinations() {
        return destinations(NOW);
    }

    private List<Destination> destinations(Instant now) {
        return decide(now).table().map(ForwardingTableSpec::destinations).orElseThrow();
    }

    private ServiceDecision decide() {
        return decide(NOW);
    }

    private ServiceDecision decide(Instant now) {
        fixture.clusterBackends = Optional.of(new ClusterBackends(
                "shop",
                "web",
                Optional.of(Given.kubernetesService("ports: [{name: http, protocol: TCP, port: 80}]")),
                List.of(Given.slice("web-a", slice)),
                pods));
        return ServiceDecision.decide(fixture.inputs(), now);
    }
}
