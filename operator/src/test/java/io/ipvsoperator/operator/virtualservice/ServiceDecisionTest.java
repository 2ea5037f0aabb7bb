package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableHealthCheck;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.testing.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServiceDecisionTest {
    private static final Instant REMOVED = Instant.parse("2026-01-01T00:00:05Z");

    private final ServiceFixture fixture = new ServiceFixture();

    @Test
    void a_host_outside_of_the_cluster_gets_its_weight_at_once() {
        assertThat(table().destinations()).containsExactly(new Destination("10.9.0.30", 1));
    }

    @Test
    void a_health_check_is_published_with_what_it_means() {
        fixture.service = checked();
        knowHealthChecks("d1", "d2");
        assertThat(table().healthCheck())
                .isEqualTo(new ForwardingTableHealthCheck(
                        new ForwardingTableHealthCheck.Tcp(null), null, null, null, null, 8000, 5000, 2, 3, 50, null));
    }

    @Test
    void a_health_check_waits_for_the_agents_that_do_not_know_it() {
        fixture.service = checked();
        knowHealthChecks("d1");
        assertThat(decide().refusal())
                .contains(new Refusal(
                        "AgentsTooOld",
                        "spec.healthCheck is present, which the agents of directors d2 do not know; update the"
                                + " node-agent there"));
    }

    @Test
    void a_check_by_the_data_path_is_published_as_one() {
        fixture.service = checkedByDataPath();
        fixture.agentsKnow("HealthChecks", "DataPathChecks");
        assertThat(table().healthCheck())
                .extracting(ForwardingTableHealthCheck::path)
                .isEqualTo("DataPath");
    }

    @Test
    void a_check_by_the_data_path_waits_for_the_agents_that_do_not_know_it() {
        fixture.service = checkedByDataPath();
        fixture.agentsKnow("HealthChecks");
        assertThat(decide().refusal())
                .contains(new Refusal(
                        "AgentsTooOld",
                        "spec.healthCheck.path DataPath is present, which the agents of directors d1, d2 do not know; update the"
                                + " node-agent there"));
    }

    private static VirtualService checkedByDataPath() {
        return Given.service(
                "drain:",
                "healthCheck: {tcp: {}, interval: 8s, rise: 2, fall: 3, panicThreshold: 50, path: DataPath}\n  drain:");
    }

    private static VirtualService checked() {
        return Given.service(
                "drain:", "healthCheck: {tcp: {}, interval: 8s, rise: 2, fall: 3, panicThreshold: 50}\n  drain:");
    }

    private void knowHealthChecks(String... directors) {
        fixture.directors = new HashMap<>(fixture.directors);
        for (String name : directors) {
            fixture.directors.put(name, Given.knowing(ServiceFixture.director(name, 0), "HealthChecks"));
        }
    }

    @Test
    void a_node_has_no_weight_until_its_agent_says_that_it_accepts_the_address() {
        fixture.service = Given.service("10.9.0.30", "10.9.0.31");
        assertThat(table().destinations()).containsExactly(new Destination("10.9.0.31", 0));

        fixture.realServers = Map.of("w1", ServiceFixture.accepting("w1", "10.9.0.200"));
        assertThat(table().destinations()).containsExactly(new Destination("10.9.0.31", 1));
    }

    @Test
    void a_node_is_known_by_an_address_that_only_its_agent_reports() {
        fixture.realServers = Map.of("w1", ServiceFixture.having("w1", "10.9.0.30"));

        assertThat(table().destinations()).containsExactly(new Destination("10.9.0.30", 0));
    }

    @Test
    void an_address_of_two_nodes_gets_no_weight_whatever_they_accept() {
        fixture.service = Given.service("10.9.0.30", "10.9.0.31");
        fixture.nodes = List.of(Given.node("w1", "10.9.0.31", false), Given.node("w2", "10.9.0.32", false));
        fixture.realServers = Map.of(
                "w1", ServiceFixture.accepting("w1", "10.9.0.200"), "w2", ServiceFixture.having("w2", "10.9.0.31"));

        assertThat(table().destinations()).containsExactly(new Destination("10.9.0.31", 0));
    }

    @Test
    void nodes_are_to_be_told_of_a_table_that_sends_to_their_further_addresses() {
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", "{address: 10.9.0.30, weight: 1}"));
        assertThat(decide().lacksRealServers(fixture.inputs())).isFalse();

        fixture.realServers = Map.of("w1", ServiceFixture.having("w1", "10.9.0.30"));
        assertThat(decide().lacksRealServers(fixture.inputs())).isTrue();
    }

    @Test
    void a_further_address_waits_for_the_nodes_in_use_so_that_they_keep_their_weight() {
        fixture.service = Given.service("10.9.0.30", "10.9.0.31", "count: 1", "count: 2");
        fixture.routers =
                List.of(ServiceFixture.router(33, "10.9.0.200", false), ServiceFixture.router(34, "10.9.0.201", false));
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", "{address: 10.9.0.31, weight: 1}"));
        fixture.realServers = Map.of("w1", ServiceFixture.accepting("w1", "10.9.0.200"));
        assertThat(table()).satisfies(table -> {
            assertThat(table.addresses()).containsExactly("10.9.0.200");
            assertThat(table.destinations()).containsExactly(new Destination("10.9.0.31", 1));
        });

        fixture.realServers = Map.of("w1", ServiceFixture.accepting("w1", "10.9.0.200, 10.9.0.201"));
        assertThat(table().addresses()).containsExactly("10.9.0.200", "10.9.0.201");
    }

    @Test
    void a_backend_that_left_stays_without_weight_and_the_table_says_until_when() {
        fixture.table = Optional.of(
                ServiceFixture.table("10.9.0.200", "{address: 10.9.0.30, weight: 1}, {address: 10.9.0.40, weight: 1}"));

        ServiceDecision decision = ServiceDecision.decide(fixture.inputs(), REMOVED);

        assertThat(decision.table().orElseThrow().destinations())
                .containsExactly(
                        new Destination("10.9.0.30", 1),
                        new Destination("10.9.0.40", 0).draining(null, "2026-01-01T00:01:05Z"));
        assertThat(decision.drain().untilNext(REMOVED)).contains(Duration.ofSeconds(60));
    }

    @Test
    void an_operator_that_starts_in_the_midst_of_a_drain_goes_on_with_it() {
        fixture.table = Optional.of(drainingTable());
        Instant later = REMOVED.plusSeconds(30);

        ServiceDecision decision = ServiceDecision.decide(fixture.inputs(), later);

        assertThat(decision.table()).contains(drainingTable().getSpec());
        assertThat(decision.drain().untilNext(later)).contains(Duration.ofSeconds(30));
    }

    @Test
    void a_backend_that_left_goes_when_its_drain_is_over() {
        fixture.table = Optional.of(drainingTable());

        ServiceDecision decision = ServiceDecision.decide(fixture.inputs(), REMOVED.plusSeconds(60));

        assertThat(decision.table().orElseThrow().destinations()).containsExactly(new Destination("10.9.0.30", 1));
    }

    @Test
    void a_backend_that_comes_back_has_its_weight_again() {
        fixture.table = Optional.of(drainingTable());
        fixture.service = Given.service(
                "{address: 10.9.0.30, weight: 1}", "{address: 10.9.0.30, weight: 1}, {address: 10.9.0.40, weight: 3}");

        ServiceDecision decision = ServiceDecision.decide(fixture.inputs(), REMOVED.plusSeconds(30));

        assertThat(decision.table().orElseThrow().destinations())
                .containsExactly(new Destination("10.9.0.30", 1), new Destination("10.9.0.40", 3));
        assertThat(decision.drain().untilNext(REMOVED)).isEmpty();
    }

    @Test
    void a_backend_that_left_a_udp_service_goes_at_once() {
        fixture.service = Given.service("protocol: TCP", "protocol: UDP");
        fixture.table = Optional.of(drainingTable());

        assertThat(ServiceDecision.decide(fixture.inputs(), REMOVED)
                        .table()
                        .orElseThrow()
                        .destinations())
                .containsExactly(new Destination("10.9.0.30", 1));
    }

    @Test
    void a_backend_that_left_drains_on_its_tcp_port_and_not_on_its_udp_port() {
        fixture.service = Given.service(
                "{protocol: TCP, port: 80}",
                "{name: http, protocol: TCP, port: 80}, {name: quic, protocol: UDP, port: 80}");
        fixture.table = Optional.of(
                ServiceFixture.table("10.9.0.200", "{address: 10.9.0.30, weight: 1}, {address: 10.9.0.40, weight: 1}"));

        assertThat(ServiceDecision.decide(fixture.inputs(), REMOVED)
                        .table()
                        .orElseThrow()
                        .destinations())
                .contains(new Destination("10.9.0.40", 0).draining(List.of(80, 0), "2026-01-01T00:01:05Z"));
    }

    private static ForwardingTable drainingTable() {
        return ServiceFixture.table(
                "10.9.0.200",
                "{address: 10.9.0.30, weight: 1}, {address: 10.9.0.40, weight: 0, drainUntil: '2026-01-01T00:01:05Z'}");
    }

    @Test
    void a_backend_that_left_goes_at_once_when_a_table_has_no_room_for_it() {
        String thousand = IntStream.range(0, 1000)
                .mapToObj(i -> "{address: 10.9.%d.%d, weight: 1}".formatted(100 + i / 250, 1 + i % 250))
                .collect(Collectors.joining(", "));
        fixture.pool = Optional.of(Given.pool("[10.9.0.0/24]", "[10.9.0.0/16]"));
        fixture.service = Given.service("{address: 10.9.0.30, weight: 1}", thousand);
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", "{address: 10.9.0.30, weight: 1}"));

        assertThat(table().destinations())
                .hasSize(1000)
                .extracting(Destination::weight)
                .containsOnly(1);
    }

    @Test
    void mh_always_has_the_flags_without_which_two_directors_choose_differently() {
        fixture.service = Given.service("name: rr", "name: mh");

        assertThat(table().services().getFirst().schedulerFlags()).containsExactly("mh-fallback", "mh-port");
    }

    @Test
    void persistence_is_in_whole_seconds() {
        fixture.service = Given.service(
                "scheduler: {name: rr}",
                "scheduler: {name: rr}\n  persistence: {timeout: 5m, prefixLength: {ipv4: 24, ipv6: 64}}");

        assertThat(table().services().getFirst().persistence())
                .isEqualTo(new ForwardingTableSpec.Persistence(300, 24, 64, null));
    }

    @Test
    void a_released_address_is_no_longer_in_the_table() {
        fixture.routers =
                List.of(ServiceFixture.router(33, "10.9.0.200", true), ServiceFixture.router(34, "10.9.0.201", false));

        assertThat(table().addresses()).containsExactly("10.9.0.201");
    }

    @Test
    void what_is_not_accepted_any_longer_leaves_its_table_alone() {
        fixture.service = Given.service("10.9.0.30", "10.8.0.30");
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", "{address: 10.8.0.30, weight: 1}"));

        ServiceDecision decision = decide();

        assertThat(decision.refusal()).map(Refusal::reason).contains("EndpointNotAllowed");
        assertThat(decision.table()).isEqualTo(fixture.table.map(ForwardingTable::getSpec));
    }

    @Test
    void a_pool_that_does_not_exist_is_named() {
        fixture.pool = Optional.empty();

        assertThat(decide().refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo("PoolNotFound");
            assertThat(refusal.message()).contains("spec.poolName is edge");
        });
    }

    private ServiceDecision decide() {
        return ServiceDecision.decide(fixture.inputs(), Instant.EPOCH);
    }

    private ForwardingTableSpec table() {
        return decide().table().orElseThrow();
    }
}
