package io.ipvsoperator.agent.demand;

import static io.ipvsoperator.agent.demand.Counters.OTHER;
import static io.ipvsoperator.agent.demand.Counters.VIP;
import static io.ipvsoperator.agent.demand.Counters.port;
import static io.ipvsoperator.agent.demand.Counters.requests;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.netlink.ipvs.AddressFamily;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.Statistics;
import io.ipvsoperator.wire.IpAddress;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServedTrafficTest {
    private final ServedTraffic traffic = new ServedTraffic();

    private Map<IpAddress, Traffic> look(Map<ServiceKey, Statistics> counters) {
        return traffic.look(counters, Set.of(VIP, OTHER));
    }

    @Test
    void what_was_counted_before_the_first_look_is_not_ours_to_date() {
        assertThat(look(Map.of(port(VIP, 80), requests(7)))).containsEntry(VIP, Traffic.NONE);
    }

    @Test
    void the_ports_of_an_address_add_up() {
        look(Map.of(port(VIP, 80), requests(1), port(VIP, 443), requests(1)));
        assertThat(look(Map.of(port(VIP, 80), requests(3), port(VIP, 443), requests(5))))
                .containsEntry(VIP, new Traffic(600, 60, 6));
    }

    @Test
    void what_comes_back_through_the_director_counts_as_well() {
        look(Map.of(port(VIP, 80), Statistics.NONE));
        assertThat(look(Map.of(port(VIP, 80), new Statistics(1, 10, 20, 1_000, 50_000))))
                .containsEntry(VIP, new Traffic(51_000, 30, 1));
    }

    @Test
    void counters_that_were_set_to_zero_begin_anew() {
        look(Map.of(port(VIP, 80), requests(1_000)));
        assertThat(look(Map.of(port(VIP, 80), requests(2)))).containsEntry(VIP, new Traffic(200, 20, 2));
    }

    @Test
    void a_service_with_counters_of_days_that_appears_adds_nothing() {
        look(Map.of());
        look(Map.of(port(VIP, 80), requests(1_000_000)));
        assertThat(look(Map.of(port(VIP, 80), requests(1_000_001)))).containsEntry(VIP, new Traffic(100, 10, 1));
    }

    @Test
    void what_the_node_asks_of_an_address_that_another_has_is_not_counted() {
        traffic.look(Map.of(port(VIP, 80), requests(0)), Set.of());
        traffic.look(Map.of(port(VIP, 80), requests(5)), Set.of());
        assertThat(traffic.look(Map.of(port(VIP, 80), requests(6)), Set.of(VIP)))
                .containsEntry(VIP, new Traffic(100, 10, 1));
    }

    @Test
    void what_came_until_the_address_left_is_counted() {
        traffic.look(Map.of(port(VIP, 80), requests(0)), Set.of(VIP));
        assertThat(traffic.look(Map.of(port(VIP, 80), requests(5)), Set.of()))
                .containsEntry(VIP, new Traffic(500, 50, 5));
    }

    @Test
    void services_by_firewall_mark_belong_to_no_address() {
        ServiceKey mark = new ServiceKey.FirewallMark(AddressFamily.IPV4, 1);
        look(Map.of(mark, requests(0)));
        assertThat(look(Map.of(mark, requests(9)))).isEmpty();
    }
}
