package io.ipvsoperator.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Three directors with priorities 250, 240 and 225 on one segment, in virtual time. */
class SimulationTest {

    /** A late wake-up, a packet's way, and both again for an answer. */
    private static final Duration SLACK =
            SimulatedDirector.TICK.plus(Segment.LATENCY).multipliedBy(2);

    private record Trio(Segment segment, SimulatedDirector first, SimulatedDirector second, SimulatedDirector third) {

        static Trio settled(long seed, VrrpVersion version, AdvertInterval interval) {
            Segment segment = new Segment(seed);
            Trio trio = new Trio(
                    segment,
                    segment.add("first", router(1, 250, version, interval)),
                    segment.add("second", router(2, 240, version, interval)),
                    segment.add("third", router(3, 225, version, interval)));
            Stream.of(trio.first, trio.second, trio.third).forEach(SimulatedDirector::start);
            segment.run(interval.duration().multipliedBy(10).plus(segment.jitter(interval.duration())));
            assertThat(segment.owners()).containsExactly("first");
            return trio;
        }
    }

    static Stream<Arguments> surroundings() {
        return Stream.of(1, 10, 100, 4095)
                .map(centiseconds -> Arguments.of(Example.VERSION_3, AdvertInterval.ofCentiseconds(centiseconds)))
                .flatMap(v3 -> Stream.of(v3, Arguments.of(Example.VERSION_2, Example.SECOND)))
                .distinct();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("surroundings")
    void a_killed_router_is_replaced_within_three_intervals_and_the_skew(VrrpVersion version, AdvertInterval interval) {
        for (long seed = 0; seed < 20; seed++) {
            Trio trio = Trio.settled(seed, version, interval);
            MonotonicInstant killed = trio.segment.now();
            trio.first.kill();
            trio.segment.run(interval.duration().multipliedBy(10));
            assertThat(killed.until(trio.second.ownsFrom(killed)))
                    .isLessThanOrEqualTo(Timers.activeDown(version, new Priority(240), interval)
                            .plus(SLACK));
            assertThat(trio.third.state()).isInstanceOf(State.Backup.class);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("surroundings")
    void a_stopped_router_is_replaced_within_the_skew_and_without_a_gap(VrrpVersion version, AdvertInterval interval) {
        for (long seed = 0; seed < 20; seed++) {
            Trio trio = Trio.settled(seed, version, interval);
            MonotonicInstant stopped = trio.segment.now();
            trio.first.shutdown();
            trio.segment.run(interval.duration().multipliedBy(10));
            assertThat(stopped.until(trio.second.ownsFrom(stopped)))
                    .isLessThanOrEqualTo(
                            Timers.skew(version, new Priority(240), interval).plus(SLACK));
            assertThat(trio.segment.ownedBy(stopped, owners -> owners == 0)).isZero();
            assertThat(trio.segment.ownedBy(stopped, owners -> owners > 1))
                    .isLessThanOrEqualTo(Timers.handOverGrace(interval).plus(SLACK));
            assertThat(trio.segment.owners()).containsExactly("second");
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("surroundings")
    void a_change_of_priorities_moves_the_addresses_without_a_gap(VrrpVersion version, AdvertInterval interval) {
        for (long seed = 0; seed < 20; seed++) {
            Trio trio = Trio.settled(seed, version, interval);
            MonotonicInstant changed = trio.segment.now();
            trio.first.reconfigure(router(1, 240, version, interval));
            trio.segment.run(trio.segment.jitter(interval.duration()));
            trio.second.reconfigure(router(2, 225, version, interval));
            trio.segment.run(trio.segment.jitter(interval.duration()));
            trio.third.reconfigure(router(3, 250, version, interval));
            trio.segment.run(interval.duration().multipliedBy(12));
            assertThat(trio.segment.owners()).containsExactly("third");
            assertThat(trio.segment.ownedBy(changed, owners -> owners == 0)).isZero();
            assertThat(trio.segment.ownedBy(changed, owners -> owners > 1))
                    .isLessThanOrEqualTo(Timers.handOverGrace(interval).plus(SLACK));
        }
    }

    @Test
    void at_one_second_no_address_is_owned_twice_after_a_kill() {
        for (long seed = 0; seed < 50; seed++) {
            Trio trio = Trio.settled(seed, Example.VERSION_3, Example.SECOND);
            MonotonicInstant killed = trio.segment.now();
            trio.first.kill();
            trio.segment.run(Duration.ofSeconds(10));
            assertThat(trio.segment.ownedBy(killed, owners -> owners > 1)).isZero();
        }
    }

    @Test
    void at_100_ms_an_address_is_owned_twice_for_less_than_its_lifetime_after_a_kill() {
        for (long seed = 0; seed < 50; seed++) {
            Trio trio = Trio.settled(seed, Example.VERSION_3, AdvertInterval.ofCentiseconds(10));
            MonotonicInstant killed = trio.segment.now();
            trio.first.kill();
            trio.segment.run(Duration.ofSeconds(10));
            assertThat(trio.segment.ownedBy(killed, owners -> owners > 1)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void a_router_that_slept_too_long_takes_its_addresses_back_in_order() {
        for (long seed = 0; seed < 50; seed++) {
            Trio trio = Trio.settled(seed, Example.VERSION_3, Example.SECOND);
            MonotonicInstant frozen = trio.segment.now();
            trio.first.freeze(Duration.ofSeconds(10));
            trio.segment.run(Duration.ofSeconds(20));
            assertThat(trio.segment.owners()).containsExactly("first");
            assertThat(trio.segment.ownedBy(frozen, owners -> owners > 1))
                    .isLessThanOrEqualTo(Timers.handOverGrace(Example.SECOND).plus(SLACK));
        }
    }

    @Test
    void after_a_partition_the_winner_announces_last() {
        for (long seed = 0; seed < 50; seed++) {
            Trio trio = Trio.settled(seed, Example.VERSION_3, Example.SECOND);
            trio.first.side(1);
            trio.segment.run(Duration.ofSeconds(10));
            assertThat(trio.segment.owners()).containsExactly("first", "second");
            trio.first.side(0);
            trio.segment.run(Duration.ofSeconds(5));
            assertThat(trio.segment.owners()).containsExactly("first");
            assertThat(trio.segment.lastAnnouncer()).isEqualTo("first");
        }
    }

    @Test
    void a_link_that_returns_brings_the_addresses_back_without_a_gap() {
        for (long seed = 0; seed < 50; seed++) {
            Trio trio = Trio.settled(seed, Example.VERSION_2, Example.SECOND);
            trio.first.link(false);
            trio.segment.run(Duration.ofSeconds(10));
            assertThat(trio.segment.owners()).containsExactly("second");
            MonotonicInstant restored = trio.segment.now();
            trio.first.link(true);
            trio.segment.run(Duration.ofSeconds(10));
            assertThat(trio.segment.owners()).containsExactly("first");
            assertThat(trio.segment.ownedBy(restored, owners -> owners == 0)).isZero();
        }
    }

    static Router router(int host, int priority, VrrpVersion version, AdvertInterval interval) {
        return new Router(
                new VirtualRouterId(33),
                version,
                interval,
                Example.attachedAs("192.0.2." + host),
                Example.ADDRESSES,
                new Participation.Candidate(new Priority(priority), new Failback.Immediate()));
    }
}
