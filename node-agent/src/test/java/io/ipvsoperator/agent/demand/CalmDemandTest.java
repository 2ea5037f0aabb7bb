package io.ipvsoperator.agent.demand;

import static io.ipvsoperator.agent.demand.Counters.VIP;
import static io.ipvsoperator.agent.demand.Counters.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CalmDemandTest {
    private final CalmDemand calm = new CalmDemand();

    private static Demand demand(long bandwidth, long peak) {
        Measured measured = new Measured(new Rate(bandwidth, 0, 0), new Rate(peak, 0, 0));
        return new Demand(Map.of("edge-33-v4", measured), Map.of(VIP, measured));
    }

    @Test
    void the_first_measurement_is_told_at_once() {
        assertThat(calm.next(demand(0, 0), at(60))).contains(demand(0, 0));
    }

    @Test
    void less_than_a_tenth_more_is_not_told() {
        calm.next(demand(1_000_000, 1_000_000), at(60));
        assertThat(calm.next(demand(1_090_000, 1_090_000), at(600))).isEmpty();
    }

    @Test
    void a_tenth_more_is_told() {
        calm.next(demand(1_000_000, 1_000_000), at(60));
        assertThat(calm.next(demand(1_100_000, 1_100_000), at(600))).contains(demand(1_100_000, 1_100_000));
    }

    @Test
    void many_small_steps_are_told_once_they_make_a_tenth() {
        calm.next(demand(1_000_000, 1_000_000), at(60));
        calm.next(demand(1_060_000, 1_000_000), at(600));
        assertThat(calm.next(demand(1_120_000, 1_000_000), at(1_200))).isPresent();
    }

    @Test
    void nothing_is_told_twice_within_a_minute() {
        calm.next(demand(1_000_000, 1_000_000), at(60));
        assertThat(calm.next(demand(9_000_000, 9_000_000), at(119))).isEmpty();
    }

    @Test
    void what_had_to_wait_is_told_after_the_minute() {
        calm.next(demand(1_000_000, 1_000_000), at(60));
        calm.next(demand(9_000_000, 9_000_000), at(119));
        assertThat(calm.next(demand(9_000_000, 9_000_000), at(120))).isPresent();
    }

    @Test
    void traffic_that_ends_is_told() {
        calm.next(demand(1_000_000, 1_000_000), at(60));
        assertThat(calm.next(demand(0, 1_000_000), at(120))).contains(demand(0, 1_000_000));
    }

    @Test
    void the_odd_packet_is_no_demand() {
        calm.next(demand(0, 0), at(60));
        assertThat(calm.next(demand(9_999, 9_999), at(600))).isEmpty();
    }

    @Test
    void three_digits_are_told() {
        assertThat(calm.next(demand(123_456_789, 123_556_789), at(60))).contains(demand(123_000_000, 124_000_000));
    }

    @Test
    void a_router_more_is_told() {
        calm.next(new Demand(Map.of(), Map.of()), at(60));
        assertThat(calm.next(demand(0, 0), at(120))).isPresent();
    }
}
