package io.ipvsoperator.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.vrrp.Segment.Trouble;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three directors with priorities 250, 240 and 225 on one segment, in virtual time, and one thing that happens to them. Gaps and
 * overlaps stay within bounds that {@link Setting} computes. Every test plays {@code simulation.seeds} times over.
 */
class SimulationTest {

    private static final long SEEDS = Long.getLong("simulation.seeds", 20);

    private record Trio(Setting setting, Segment segment, List<SimulatedDirector> all) {

        static Trio settled(long seed, Setting setting) {
            Segment segment = new Segment(seed);
            Trio trio = new Trio(
                    setting,
                    segment,
                    List.of(
                            segment.add("first", setting.router(1, 250), setting.lifetime()),
                            segment.add("second", setting.router(2, 240), setting.lifetime()),
                            segment.add("third", setting.router(3, 225), setting.lifetime())));
            trio.all.forEach(SimulatedDirector::start);
            trio.run(10);
            segment.run(segment.jitter(setting.interval().duration()));
            assertThat(segment.owners()).containsExactly("first");
            return trio;
        }

        SimulatedDirector first() {
            return all.get(0);
        }

        SimulatedDirector second() {
            return all.get(1);
        }

        SimulatedDirector third() {
            return all.get(2);
        }

        void run(int intervals) {
            segment.run(setting.interval().duration().multipliedBy(intervals));
        }

        Duration gap(MonotonicInstant from) {
            return segment.ownedBy(from, owners -> owners == 0);
        }

        Duration overlap(MonotonicInstant from) {
            return segment.ownedBy(from, owners -> owners > 1);
        }

        Duration untilOwnedBy(SimulatedDirector director, MonotonicInstant from) {
            return from.until(director.ownsFrom(from));
        }
    }

    static Stream<Setting> settings() {
        return Stream.of(
                Setting.multicast(Example.VERSION_2, Example.SECOND),
                Setting.multicast(Example.VERSION_2, AdvertInterval.ofSeconds(10)),
                Setting.multicast(Example.VERSION_3, AdvertInterval.ofCentiseconds(1)),
                Setting.multicast(Example.VERSION_3, AdvertInterval.ofCentiseconds(10)),
                Setting.multicast(Example.VERSION_3, Example.SECOND),
                Setting.multicast(Example.VERSION_3, AdvertInterval.ofSeconds(2)),
                Setting.multicast(Example.VERSION_3, AdvertInterval.ofCentiseconds(4095)),
                new Setting(Example.VERSION_3, AdvertInterval.ofCentiseconds(10), IpFamily.IPV6, false),
                new Setting(Example.VERSION_3, Example.SECOND, IpFamily.IPV4, true),
                new Setting(Example.VERSION_3, AdvertInterval.ofCentiseconds(1), IpFamily.IPV6, true));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_killed_router_is_replaced_within_three_intervals_and_the_skew(Setting setting) {
        play(setting, trio -> {
            MonotonicInstant killed = trio.segment.now();
            trio.first().kill();
            trio.run(10);
            assertThat(trio.untilOwnedBy(trio.second(), killed)).isLessThanOrEqualTo(setting.gapAfterDeath(240));
            assertThat(trio.third().state()).isInstanceOf(State.Backup.class);
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void after_a_kill_an_address_is_owned_twice_for_what_its_lifetime_exceeds_two_intervals(Setting setting) {
        play(setting, trio -> {
            MonotonicInstant killed = trio.segment.now();
            trio.first().kill();
            trio.run(10);
            trio.segment.run(setting.lifetime());
            assertThat(trio.overlap(killed)).isLessThanOrEqualTo(setting.overlapAfterDeath(240));
        });
    }

    @Test
    void from_a_second_on_no_address_is_owned_twice_after_a_kill() {
        assertThat(settings().filter(setting -> setting.interval().centiseconds() >= 100))
                .allSatisfy(
                        setting -> assertThat(setting.overlapAfterDeath(240)).isZero());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_stopped_router_is_replaced_within_the_skew_and_without_a_gap(Setting setting) {
        play(setting, trio -> {
            MonotonicInstant stopped = trio.segment.now();
            trio.first().shutdown();
            trio.run(10);
            assertThat(trio.untilOwnedBy(trio.second(), stopped)).isLessThanOrEqualTo(setting.gapAfterResignation(240));
            assertThat(trio.gap(stopped)).isZero();
            assertThat(trio.overlap(stopped)).isLessThanOrEqualTo(setting.overlapAfterHandOver());
            assertThat(trio.segment.owners()).containsExactly("second");
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_resignation_that_gets_lost_leaves_no_gap_either(Setting setting) {
        play(setting, trio -> {
            MonotonicInstant stopped = trio.segment.now();
            trio.segment.disturb(new Trouble(1, 0, Duration.ZERO));
            trio.first().shutdown();
            trio.segment.disturb(Trouble.NONE);
            trio.run(10);
            assertThat(trio.gap(stopped)).isZero();
            assertThat(trio.overlap(stopped)).isLessThanOrEqualTo(setting.overlapAfterHandOver());
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_change_of_priorities_moves_the_addresses_without_a_gap(Setting setting) {
        play(setting, trio -> {
            MonotonicInstant changed = trio.segment.now();
            trio.first().reconfigure(setting.router(1, 240));
            trio.segment.run(trio.segment.jitter(setting.interval().duration()));
            trio.second().reconfigure(setting.router(2, 225));
            trio.segment.run(trio.segment.jitter(setting.interval().duration()));
            trio.third().reconfigure(setting.router(3, 250));
            trio.run(12);
            assertThat(trio.segment.owners()).containsExactly("third");
            assertThat(trio.gap(changed)).isZero();
            assertThat(trio.overlap(changed)).isLessThanOrEqualTo(setting.overlapAfterHandOver());
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_router_frozen_for_less_than_two_intervals_and_its_lease_keeps_its_addresses(Setting setting) {
        play(setting, trio -> {
            MonotonicInstant frozen = trio.segment.now();
            trio.first().freeze(trio.segment.jitter(setting.harmlessFreeze()));
            trio.run(10);
            assertThat(trio.segment.owners()).containsExactly("first");
            assertThat(trio.overlap(frozen)).isZero();
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_router_that_slept_too_long_takes_its_addresses_back_in_order(Setting setting) {
        play(setting, trio -> {
            MonotonicInstant frozen = trio.segment.now();
            trio.first().freeze(setting.interval().duration().multipliedBy(10).plus(setting.lifetime()));
            trio.run(20);
            trio.segment.run(setting.lifetime());
            assertThat(trio.segment.owners()).containsExactly("first");
            assertThat(trio.overlap(frozen))
                    .isLessThanOrEqualTo(setting.overlapAfterDeath(240).plus(setting.overlapAfterHandOver()));
            assertThat(trio.gap(frozen)).isLessThanOrEqualTo(setting.gapAfterDeath(240));
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void after_a_partition_one_side_yields_within_an_interval_and_the_winner_announces_last(Setting setting) {
        play(setting, trio -> {
            trio.first().side(1);
            trio.run(10);
            assertThat(trio.segment.owners()).containsExactly("first", "second");
            MonotonicInstant healed = trio.segment.now();
            trio.first().side(0);
            trio.run(5);
            assertThat(trio.segment.owners()).containsExactly("first");
            assertThat(trio.segment.lastAnnouncer()).isEqualTo("first");
            assertThat(trio.overlap(healed)).isLessThanOrEqualTo(setting.overlapAfterPartition());
            assertThat(trio.gap(healed)).isZero();
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_router_that_hears_but_is_not_heard_wins_again_as_soon_as_it_is(Setting setting) {
        play(setting, trio -> {
            MonotonicInstant blocked = trio.segment.now();
            trio.segment.block(trio.first(), trio.second());
            trio.segment.block(trio.first(), trio.third());
            trio.run(10);
            assertThat(trio.segment.owners()).containsExactly("first", "second");
            assertThat(trio.gap(blocked)).isZero();
            MonotonicInstant healed = trio.segment.now();
            trio.segment.unblock();
            trio.run(5);
            assertThat(trio.segment.owners()).containsExactly("first");
            assertThat(trio.segment.lastAnnouncer()).isEqualTo("first");
            assertThat(trio.overlap(healed)).isLessThanOrEqualTo(setting.overlapAfterPartition());
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_router_that_is_deaf_but_heard_changes_nothing(Setting setting) {
        play(setting, trio -> {
            MonotonicInstant blocked = trio.segment.now();
            trio.segment.block(trio.second(), trio.first());
            trio.segment.block(trio.third(), trio.first());
            trio.run(10);
            assertThat(trio.segment.ownedBy(blocked, owners -> owners != 1)).isZero();
            assertThat(trio.segment.owners()).containsExactly("first");
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_link_that_is_lost_is_disowned_at_once_and_comes_back_without_a_gap(Setting setting) {
        play(setting, trio -> {
            MonotonicInstant lost = trio.segment.now();
            trio.first().link(false);
            trio.run(10);
            assertThat(trio.segment.owners()).containsExactly("second");
            assertThat(trio.overlap(lost)).isLessThanOrEqualTo(setting.overlapAfterSilentEnd());
            assertThat(trio.gap(lost)).isLessThanOrEqualTo(setting.gapAfterDeath(240));
            MonotonicInstant restored = trio.segment.now();
            trio.first().link(true);
            trio.run(10);
            assertThat(trio.segment.owners()).containsExactly("first");
            assertThat(trio.gap(restored)).isZero();
            assertThat(trio.overlap(restored)).isLessThanOrEqualTo(setting.overlapAfterHandOver());
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void duplicates_and_late_packets_change_nothing(Setting setting) {
        play(setting, trio -> {
            MonotonicInstant disturbed = trio.segment.now();
            trio.segment.disturb(new Trouble(0, 0.5, setting.interval().duration()));
            trio.run(30);
            assertThat(trio.segment.ownedBy(disturbed, owners -> owners != 1)).isZero();
            assertThat(trio.segment.owners()).containsExactly("first");
        });
    }

    @Test
    void the_origin_of_the_clock_does_not_matter() {
        Setting setting = Setting.multicast(Example.VERSION_3, Example.SECOND);
        for (long seed = 0; seed < SEEDS; seed++) {
            byte[] expected = Chaos.played(seed, setting, new MonotonicInstant(0))
                    .capture()
                    .toBytes();
            for (long origin : List.of(Long.MIN_VALUE, -1L, Long.MAX_VALUE - 20_000_000_000L)) {
                assertThat(Chaos.played(seed, setting, new MonotonicInstant(origin))
                                .capture()
                                .toBytes())
                        .isEqualTo(expected);
            }
        }
    }

    private static void play(Setting setting, Consumer<Trio> story) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Trio trio = Trio.settled(seed, setting);
            FailedSeed.explain(seed, trio.segment().capture(), () -> story.accept(trio));
        }
    }
}
