package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableHealthCheck;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service with the backend 10.9.0.30 and the fallback 10.9.0.90. */
class FallbackTest {
    private static final String BACKENDS = "endpoints: [{address: 10.9.0.30, weight: 1}]";
    private static final String FALLBACK = ", fallback: {addresses: [10.9.0.90], quorum: {minimum: 1, hysteresis: 0}}";
    private static final String CHECK =
            "healthCheck: {tcp: {}, interval: 5s, rise: 2, fall: 3, panicThreshold: 100}\n  drain:";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:05Z");

    private final ServiceFixture fixture = new ServiceFixture();

    @BeforeEach
    void both_agents_know_it() {
        fixture.service = service();
        fixture.agentsKnow("HealthChecks", "Fallback");
    }

    /** With these replacements: old, new, old, new. */
    private static VirtualService service(String... replacements) {
        List<String> all = new ArrayList<>(List.of(BACKENDS, BACKENDS + FALLBACK, "drain:", CHECK));
        all.addAll(List.of(replacements));
        return Given.service(all.toArray(String[]::new));
    }

    private ServiceDecision decide() {
        return ServiceDecision.decide(fixture.inputs(), NOW);
    }

    private ForwardingTableSpec table() {
        return decide().table().orElseThrow();
    }

    private void publish(ForwardingTableSpec spec) {
        ForwardingTable published = ServiceFixture.table("10.9.0.200", "");
        published.setSpec(spec);
        fixture.table = Optional.of(published);
    }

    @Test
    void it_is_published_beside_the_backends_without_weight_and_with_the_quorum() {
        assertThat(table().destinations())
                .containsExactly(new Destination("10.9.0.30", 1), Destination.fallback("10.9.0.90", 1));
        assertThat(table().healthCheck())
                .extracting(ForwardingTableHealthCheck::quorum)
                .isEqualTo(new ForwardingTableHealthCheck.Quorum(1, 0));
    }

    @Test
    void it_waits_for_the_agents_that_do_not_know_it() {
        fixture.directors = Map.of("d1", Given.knowing(ServiceFixture.director("d1", 0), "HealthChecks"));
        assertThat(decide().refusal())
                .contains(new Refusal(
                        "AgentsTooOld",
                        "spec.backends.fallback is present, which the agents of directors d1 do not know; update the"
                                + " node-agent there"));
    }

    @Test
    void a_node_stands_by_once_its_agent_says_that_it_accepts_the_address() {
        fixture.service = service("10.9.0.90", "10.9.0.31");
        assertThat(table().destinations()).contains(Destination.fallback("10.9.0.31", 0));

        fixture.realServers = Map.of("w1", ServiceFixture.accepting("w1", "10.9.0.200"));
        assertThat(table().destinations()).contains(Destination.fallback("10.9.0.31", 1));
    }

    @Test
    void what_is_outside_of_the_allowed_endpoints_is_refused() {
        fixture.service = service("10.9.0.90", "10.8.0.90");
        assertThat(decide().refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo("EndpointNotAllowed");
            assertThat(refusal.message())
                    .isEqualTo(
                            "spec.backends.fallback.addresses has 10.8.0.90, which is outside allowedEndpoints of VipPool"
                                    + " edge: 10.9.0.0/24");
        });
    }

    @Test
    void a_director_is_refused() {
        fixture.service = service("10.9.0.90", "10.9.0.11");
        assertThat(decide().refusal()).map(Refusal::reason).contains("DirectorIsBackend");
    }

    @Test
    void a_node_behind_a_tunnel_is_refused() {
        fixture.service =
                service("10.9.0.90", "10.9.0.31", "method: DirectRouting", "method: Tunnel, tunnel: {type: IPIP}");
        fixture.directors = Map.of();
        assertThat(decide().refusal())
                .map(Refusal::message)
                .hasValueSatisfying(message ->
                        assertThat(message).startsWith("spec.backends.fallback has 10.9.0.31, which is node w1"));
    }

    @Test
    void one_that_is_no_longer_named_drains_and_stands_in_no_more() {
        publish(table());
        fixture.service = Given.service("drain:", CHECK);
        assertThat(table().destinations())
                .containsExactly(
                        new Destination("10.9.0.30", 1),
                        new Destination("10.9.0.90", 0).draining(null, "2026-01-01T00:01:05Z"));
    }

    @Test
    void it_stands_by_on_while_the_service_is_refused() {
        publish(table());
        fixture.pool = Optional.of(Given.pool("10.9.0.0/24", "10.9.0.30/32"));
        assertThat(decide().refusal()).isPresent();
        assertThat(table().destinations()).contains(Destination.fallback("10.9.0.90", 1));
    }

    @Test
    void it_is_no_backend_of_a_service_that_is_refused() {
        publish(table());
        fixture.pool = Optional.of(Given.pool("10.9.0.0/24", "10.9.0.30/32"));
        ServiceDecision refused = decide();
        assertThat(new BackendsReport(refused.resolved(), refused.table(), refused.backends()).counts())
                .isEqualTo(new VirtualServiceStatus.Backends(1, 1));
    }

    @Test
    void each_family_that_has_one_needs_as_many_endpoints_as_the_quorum() {
        fixture.service = service(
                "families: [IPv4]",
                "families: [IPv4, IPv6]",
                "{address: 10.9.0.30, weight: 1}",
                "{address: 10.9.0.30, weight: 1}, {address: '2001:db8:9::30', weight: 1}",
                "minimum: 1",
                "minimum: 2");
        assertThat(decide().refusal())
                .map(Refusal::message)
                .hasValueSatisfying(said -> assertThat(said)
                        .startsWith("spec.backends.fallback.quorum.minimum is 2 but must be at most 1, the number of"
                                + " endpoints of IPv4"));
    }

    @Test
    void a_table_that_stops_has_none() {
        assertThat(TableComposition.stopped(table()).destinations())
                .containsExactly(new Destination("10.9.0.30", 0), new Destination("10.9.0.90", 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.9.0.90       | 10.9.0.30       | spec.backends.fallback.addresses is 10.9.0.30 but must not be in backends.endpoints",
                "10.9.0.90       | '\"2001:db8::1\"' | spec.backends.fallback.addresses is 2001:db8::1 but must be of spec.addresses.families",
                "[10.9.0.90]     | '[10.9.0.90, 10.9.0.91]' | spec.backends.fallback.addresses is 10.9.0.91 but must be the only address of its family",
                "10.9.0.90       | sorry           | spec.backends.fallback.addresses is sorry but must be addresses",
                "minimum: 1      | minimum: 2      | 'spec.backends.fallback.quorum.minimum is 2 but must be at most 1, the number of endpoints of IPv4, or the fallback 10.9.0.90 serves for ever'",
                "minimum: 1      | minimum: 0      | spec.backends.fallback.quorum.minimum is 0 but must be at least 1",
                "hysteresis: 0   | hysteresis: 1   | spec.backends.fallback.quorum.hysteresis is 1 but must be from 0 to less than minimum",
                "panicThreshold: 100 | panicThreshold: 50 | spec.healthCheck.panicThreshold is 50 but must be 100 with backends.fallback",
                "name: rr        | name: dh        | spec.scheduler.name is dh but with backends.fallback",
                "name: rr        | 'name: sh, flags: [sh-port]' | spec.scheduler.name is sh but with backends.fallback",
            })
    void a_wrong_value_is_named_with_its_field_and_what_would_be_right(String old, String now, String message) {
        fixture.service = service(old, now);
        assertThat(decide().refusal())
                .map(Refusal::message)
                .hasValueSatisfying(said -> assertThat(said).startsWith(message));
    }

    @Test
    void without_a_health_check_it_is_refused() {
        fixture.service = Given.service(BACKENDS, BACKENDS + FALLBACK);
        assertThat(decide().refusal())
                .map(Refusal::message)
                .hasValueSatisfying(said -> assertThat(said).contains("needs healthCheck"));
    }

    @Test
    void a_scheduler_that_passes_over_what_has_no_weight_is_taken() {
        fixture.service = service("name: rr", "name: sh, flags: [sh-fallback]");
        assertThat(decide().refusal()).isEmpty();
    }
}
