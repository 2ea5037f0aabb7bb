package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.operator.testing.Given;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TunnelTest {
    private static final String GUE = "method: Tunnel, tunnel: {type: GUE, port: 6080, checksum: Full}";

    private final ServiceFixture fixture = new ServiceFixture();

    @BeforeEach
    void both_agents_know_it() {
        fixture.agentsKnow("Tunnel");
    }

    @Test
    void the_table_says_how_packets_are_encapsulated() {
        fixture.service = Given.service("method: DirectRouting", GUE);
        assertThat(fixture.decide().table().orElseThrow().forwarding())
                .isEqualTo(new ForwardingTableSpec.Forwarding(
                        "Tunnel", new ForwardingTableSpec.Tunnel("GUE", 6080, "Full")));
    }

    @Test
    void a_node_is_refused_with_what_to_use_instead() {
        fixture.service = Given.service("method: DirectRouting", GUE, "10.9.0.30", "10.9.0.31");
        assertThat(fixture.decide().refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo("EndpointNotAllowed");
            assertThat(refusal.message())
                    .startsWith("spec.backends.endpoints has 10.9.0.31, which is node w1")
                    .contains("use DirectRouting or Masquerade");
        });
    }

    @Test
    void an_endpoint_may_have_thresholds() {
        fixture.service = Given.service("weight: 1}", "weight: 1, upperThreshold: 100, lowerThreshold: 80}");
        assertThat(fixture.decide().table().orElseThrow().destinations())
                .containsExactly(new ForwardingTableSpec.Destination("10.9.0.30", 1, null, null, 100, 80));
    }

    @Test
    void udp_packets_may_be_scheduled_one_by_one() {
        fixture.service = Given.service("protocol: TCP, port: 80", "protocol: UDP, port: 53, onePacket: true");
        assertThat(fixture.decide().table().orElseThrow().services().getFirst().onePacket())
                .isTrue();
    }
}
