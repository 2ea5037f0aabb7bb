package io.ipvsoperator.agent.demand;

import static io.ipvsoperator.agent.demand.Counters.OTHER;
import static io.ipvsoperator.agent.demand.Counters.ROUTERS;
import static io.ipvsoperator.agent.demand.Counters.VIP;
import static io.ipvsoperator.agent.demand.Counters.at;
import static io.ipvsoperator.agent.demand.Counters.port;
import static io.ipvsoperator.agent.demand.Counters.requests;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.Statistics;
import io.ipvsoperator.wire.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemandMeterTest {
    private static final long HOUR = 3_600;

    private final DemandMeter meter = new DemandMeter();
    private long requests;

    private Optional<Demand> look(long seconds, long more) {
        requests += more;
        return meter.look(
                Map.of(port(VIP, 80), requests(requests), port(OTHER, 80), Statistics.NONE),
                Set.of(VIP, OTHER),
                ROUTERS,
                at(seconds));
    }

    /** @param perLook requests between two looks, which are five seconds apart */
    private Demand run(long from, long to, long perLook) {
        Optional<Demand> last = Optional.empty();
        for (long second = from; second <= to; second += 5) {
            last = look(second, perLook);
        }
        return last.orElseThrow();
    }

    private static Measured of(Demand demand, String router) {
        return Optional.ofNullable(demand.routers().get(router)).orElseThrow();
    }

    @Test
    void nothing_is_known_before_the_first_minute_is_over() {
        for (long second = 0; second < 60; second += 5) {
            assertThat(look(second, 1)).isEmpty();
        }
        assertThat(look(60, 1)).isPresent();
    }

    @Test
    void a_steady_rate_is_measured_as_it_is() {
        assertThat(of(run(0, 120, 50), "edge-33-v4").now()).isEqualTo(new Rate(8_000, 100, 10));
    }

    @Test
    void a_router_without_traffic_is_measured_as_zero() {
        assertThat(of(run(0, 120, 50), "edge-34-v4")).isEqualTo(new Measured(Rate.ZERO, Rate.ZERO));
    }

    @Test
    void the_peak_stays_when_the_traffic_has_gone() {
        run(0, 120, 50);
        assertThat(of(run(125, 600, 0), "edge-33-v4")).isEqualTo(new Measured(Rate.ZERO, new Rate(8_000, 100, 10)));
    }

    @Test
    void the_peak_is_still_known_after_24_hours() {
        run(0, 120, 50);
        look(24 * HOUR, 0);
        assertThat(of(look(24 * HOUR + 60, 0).orElseThrow(), "edge-33-v4").peak())
                .isEqualTo(new Rate(8_000, 100, 10));
    }

    @Test
    void the_peak_is_forgotten_after_25_hours() {
        run(0, 120, 50);
        run(25 * HOUR + 60, 25 * HOUR + 300, 0);
        assertThat(of(run(26 * HOUR, 26 * HOUR + 60, 0), "edge-33-v4").peak()).isEqualTo(Rate.ZERO);
    }

    @Test
    void looks_that_are_missing_do_not_make_a_rate_higher() {
        run(0, 120, 50);
        assertThat(of(look(240, 1_200).orElseThrow(), "edge-33-v4").now().connections())
                .isEqualTo(10);
    }

    @Test
    void looks_one_after_the_other_are_one_look() {
        run(0, 120, 50);
        assertThat(look(121, 50)).isEmpty();
    }

    @Test
    void the_peak_of_a_router_is_that_of_the_sum_of_its_addresses() {
        Map<String, List<IpAddress>> shared = Map.of("edge-33-v4", List.of(VIP, OTHER));
        Demand last = null;
        for (int i = 0; i <= 60; i++) {
            long first = Math.min(i, 30) * 50L;
            long second = Math.max(0, i - 30) * 50L;
            Map<ServiceKey, Statistics> counters =
                    Map.of(port(VIP, 80), requests(first), port(OTHER, 80), requests(second));
            last = meter.look(counters, Set.of(VIP, OTHER), shared, at(5L * i)).orElse(last);
        }
        assertThat(of(Optional.ofNullable(last).orElseThrow(), "edge-33-v4").peak())
                .isEqualTo(new Rate(8_000, 100, 10));
    }

    @Test
    void of_many_addresses_the_twenty_heaviest_are_named() {
        List<IpAddress> addresses = IntStream.rangeClosed(1, 30)
                .mapToObj(i -> IpAddress.parse("192.0.2." + i))
                .toList();
        Demand last = null;
        for (int look = 0; look <= 12; look++) {
            Map<ServiceKey, Statistics> counters = new HashMap<>();
            for (int i = 0; i < addresses.size(); i++) {
                counters.put(port(addresses.get(i), 80), requests((long) look * 50 * i));
            }
            last = meter.look(counters, Set.copyOf(addresses), Map.of(), at(5L * look))
                    .orElse(last);
        }
        assertThat(Optional.ofNullable(last).orElseThrow().heaviest().keySet())
                .containsExactlyElementsOf(
                        addresses.reversed().stream().limit(20).collect(Collectors.toList()));
    }
}
