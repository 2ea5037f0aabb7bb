package io.ipvsoperator.agent.demand;

import static io.ipvsoperator.agent.demand.Counters.VIP;
import static io.ipvsoperator.agent.demand.Counters.port;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.netlink.ipvs.Statistics;
import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DemandMeterProperties {
    /** Counters are set to zero at its begin if reset, then grow for a while at a rate, then somebody looks. */
    record Step(long milliseconds, int packetsPerSecond, boolean reset) {}

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.longs().between(1, 40_000),
                        Arbitraries.integers().between(0, 1_000_000),
                        Arbitraries.integers().between(0, 9).map(tenth -> tenth == 0))
                .as(Step::new);
        return step.list().ofMinSize(1).ofMaxSize(60);
    }

    @Property(tries = 300)
    void no_mean_and_no_peak_is_above_the_highest_rate_that_there_was(@ForAll("histories") List<Step> history) {
        long highest = history.stream().mapToLong(Step::packetsPerSecond).max().orElse(0);
        for (Measured measured : play(history)) {
            assertThat(measured.now().packets()).isBetween(0L, highest + 1);
            assertThat(measured.peak().packets()).isBetween(measured.now().packets(), highest + 1);
        }
    }

    @Property(tries = 300)
    void without_resets_a_mean_is_no_lower_than_the_lowest_rate(@ForAll("histories") List<Step> history) {
        List<Step> steady = history.stream()
                .map(step -> new Step(step.milliseconds(), step.packetsPerSecond(), false))
                .toList();
        long lowest =
                steady.stream().skip(1).mapToLong(Step::packetsPerSecond).min().orElse(0);
        for (Measured measured : play(steady)) {
            assertThat(measured.now().packets()).isGreaterThanOrEqualTo(lowest - 2);
        }
    }

    private static List<Measured> play(List<Step> history) {
        DemandMeter meter = new DemandMeter();
        MonotonicInstant[] now = {new MonotonicInstant(Long.MAX_VALUE - 1_000_000)};
        long[] packets = {0};
        return history.stream()
                .flatMap(step -> {
                    now[0] = now[0].plus(Duration.ofMillis(step.milliseconds()));
                    packets[0] =
                            (step.reset() ? 0 : packets[0]) + step.milliseconds() * step.packetsPerSecond() / 1_000;
                    Statistics counters = new Statistics(0, packets[0], 0, packets[0] * 100, 0);
                    Optional<Demand> demand = meter.look(
                            Map.of(port(VIP, 80), counters), Set.of(VIP), Map.of("edge-33-v4", List.of(VIP)), now[0]);
                    return demand
                            .flatMap(seen -> Optional.ofNullable(seen.routers().get("edge-33-v4")))
                            .stream();
                })
                .toList();
    }
}
