package io.ipvsoperator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.demand.Demand;
import io.ipvsoperator.agent.demand.Measured;
import io.ipvsoperator.agent.demand.Rate;
import io.ipvsoperator.agent.health.Exposition;
import io.ipvsoperator.wire.IpAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemandMetricsTest {
    private static String page() {
        Measured measured = new Measured(new Rate(1_000, 20, 3), new Rate(9_000, 80, 7));
        Exposition page = new Exposition();
        new DemandMetrics(new Demand(Map.of("edge-33-v4", measured), Map.of(IpAddress.parse("192.0.2.200"), measured)))
                .writeTo(page);
        return page.page();
    }

    @Test
    void a_router_has_its_rates_and_peaks() {
        assertThat(page())
                .contains("ipvs_agent_router_bits_per_second{virtual_router=\"edge-33-v4\"} 1000\n")
                .contains("ipvs_agent_router_connections_per_second_peak{virtual_router=\"edge-33-v4\"} 7\n");
    }

    @Test
    void an_address_has_its_rates_and_peaks() {
        assertThat(page())
                .contains("ipvs_agent_address_packets_per_second{address=\"192.0.2.200\"} 20\n")
                .contains("ipvs_agent_address_bits_per_second_peak{address=\"192.0.2.200\"} 9000\n");
    }
}
