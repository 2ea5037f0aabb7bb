package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MasqueradeTest {
    private final ServiceFixture fixture = new ServiceFixture();

    @BeforeEach
    void both_agents_know_it() {
        fixture.service = service("10.9.0.30");
        fixture.directors = Map.of(
                "d1", Given.knowing(ServiceFixture.director("d1", 0), "Masquerade"),
                "d2", Given.knowing(ServiceFixture.director("d2", 0), "Masquerade"));
    }

    private static VirtualService service(String endpoint) {
        return Given.service(
                "method: DirectRouting", "method: Masquerade",
                "port: 80", "port: 80, targetPort: 8080",
                "10.9.0.30", endpoint);
    }

    private ServiceDecision decide() {
        return ServiceDecision.decide(fixture.inputs(), Instant.EPOCH);
    }

    private ForwardingTableSpec table() {
        return decide().table().orElseThrow();
    }

    @Test
    void the_port_is_mapped_and_destinations_see_the_director() {
        assertThat(table().forwarding()).isEqualTo(new ForwardingTableSpec.Forwarding("Masquerade", null, "Director"));
        assertThat(table().services().getFirst().targetPort()).isEqualTo(8080);
    }

    @Test
    void it_is_published_only_once_every_live_agent_knows_it() {
        fixture.directors = Map.of(
                "d1", Given.knowing(ServiceFixture.director("d1", 0), "Masquerade"),
                "d2", ServiceFixture.director("d2", 0));
        assertThat(decide().refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo("AgentsTooOld");
            assertThat(refusal.message()).contains("method is Masquerade", "directors d2 do not know");
        });
    }

    @Test
    void an_agent_that_has_not_yet_reported_is_not_called_too_old() {
        fixture.directors = Map.of(
                "d1", Given.knowing(ServiceFixture.director("d1", 0), "Masquerade"),
                "d2", Given.withoutReport(ServiceFixture.director("d2", 0)));

        assertThat(decide().refusal()).isEmpty();
    }

    @Test
    void a_node_as_backend_needs_no_virtual_address() {
        fixture.service = service("10.9.0.31");
        assertThat(table().destinations()).containsExactly(new ForwardingTableSpec.Destination("10.9.0.31", 1));
    }

    @Test
    void no_node_is_told_of_an_address() {
        fixture.service = service("10.9.0.31");
        var published = ServiceFixture.table("10.9.0.200", "");
        published.setSpec(table());
        fixture.table = Optional.of(published);
        assertThat(decide().lacksRealServers(fixture.inputs())).isFalse();
    }
}
