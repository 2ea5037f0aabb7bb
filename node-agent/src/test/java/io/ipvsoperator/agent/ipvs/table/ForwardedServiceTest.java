package io.ipvsoperator.agent.ipvs.table;

import static io.ipvsoperator.agent.ipvs.table.Tables.WEB;
import static io.ipvsoperator.agent.ipvs.table.Tables.destination;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardedServiceTest {
    private static ForwardedService to(IpvsDestination... destinations) {
        return ForwardedService.of(IpvsService.of(WEB, "rr"), List.of(destinations));
    }

    @Test
    void the_order_of_destinations_makes_no_difference() {
        assertThat(to(destination(30, 1), destination(40, 2)))
                .isEqualTo(to(destination(40, 2), destination(30, 1)))
                .hasSameHashCodeAs(to(destination(40, 2), destination(30, 1)));
    }

    @Test
    void a_weight_makes_a_difference() {
        assertThat(to(destination(30, 1))).isNotEqualTo(to(destination(30, 2)));
    }

    @Test
    void a_destination_more_makes_a_difference() {
        assertThat(to(destination(30, 1))).isNotEqualTo(to(destination(30, 1), destination(40, 1)));
    }

    @Test
    void of_two_destinations_with_one_key_the_last_counts() {
        assertThat(to(destination(30, 1), destination(30, 2)).destinations()).containsExactly(destination(30, 2));
    }
}
