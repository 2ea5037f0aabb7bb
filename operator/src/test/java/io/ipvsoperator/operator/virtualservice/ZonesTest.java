package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.operator.endpoints.ClusterBackends;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service with {@code backends.service}, whose Pods are on nodes w1 and w2; zone eu-1a weighs 3. */
class ZonesTest {
    private static final String ON_W1 = "{addresses: [10.9.0.31], targetRef: {kind: Pod, name: web-1}, %s}";
    private static final String LEAVING = "conditions: {ready: false, serving: true, terminating: true}";

    private final ServiceFixture fixture = new ServiceFixture();

    @BeforeEach
    void backedByAService() {
        fixture.service = Given.service(
                "endpoints: [{address: 10.9.0.30, weight: 1}]",
                "service: {name: web, zones: [{name: eu-1a, weight: 3}]}");
        fixture.nodes = List.of(
                Given.node("d1", "10.9.0.11", true),
                Given.node("w1", "10.9.0.31", false),
                Given.node("w2", "10.9.0.32", false));
        fixture.realServers = Map.of(
                "w1", ServiceFixture.accepting("w1", "10.9.0.200"), "w2", ServiceFixture.accepting("w2", "10.9.0.200"));
    }

    @Test
    void endpoints_weigh_what_their_zone_does_and_one_where_it_is_not_named() {
        assertThat(destinations(
                        ON_W1.formatted("zone: eu-1a"),
                        "{addresses: [10.9.0.32], targetRef: {kind: Pod, name: web-2}, zone: eu-1b}"))
                .containsExactly(new Destination("10.9.0.31", 3), new Destination("10.9.0.32", 1));
    }

    @Test
    void an_endpoint_whose_zone_nobody_says_weighs_one() {
        assertThat(destinations(ON_W1.formatted("conditions: {}"))).containsExactly(new Destination("10.9.0.31", 1));
    }

    @Test
    void the_zone_of_one_that_is_leaving_counts_when_it_is_the_last() {
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", "{address: 10.9.0.31, weight: 3}"));
        assertThat(destinations(ON_W1.formatted("zone: eu-1a, " + LEAVING)))
                .containsExactly(new Destination("10.9.0.31", 3));
    }

    @Test
    void a_refused_service_gives_an_endpoint_that_is_ready_the_weight_of_its_zone() {
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", "{address: 10.9.0.31, weight: 0}"));
        fixture.pool = Optional.of(Given.pool(
                "allowedNamespaces: {from: All}",
                "allowedNamespaces: {from: Selector, selector: {matchLabels: {a: b}}}"));
        assertThat(destinations(ON_W1.formatted("zone: eu-1a"))).containsExactly(new Destination("10.9.0.31", 3));
    }

    private List<Destination> destinations(String... endpoints) {
        fixture.clusterBackends = Optional.of(new ClusterBackends(
                "shop",
                "web",
                Optional.of(Given.kubernetesService("ports: [{name: http, protocol: TCP, port: 80}]")),
                List.of(Given.slice("web-a", String.join(", ", endpoints))),
                List.of(Given.pod("web-1", "shop", "10.9.0.31"), Given.pod("web-2", "shop", "10.9.0.32"))));
        return ServiceDecision.decide(fixture.inputs(), Instant.EPOCH)
                .table()
                .orElseThrow()
                .destinations();
    }
}
