package io.ipvsoperator.agent.backend;

import static io.ipvsoperator.agent.backend.Backends.CADENCE;
import static io.ipvsoperator.agent.backend.Backends.server;
import static io.ipvsoperator.agent.backend.Backends.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.plan.HealthCheck;
import io.ipvsoperator.agent.probe.Verdict;
import io.ipvsoperator.time.MonotonicInstant;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten destinations, of which more than five must not fail. A round of questions takes a second and a half at most. */
class CheckedTableTest {
    private static final HealthCheck CHECK = tcp(CADENCE, 50);
    private static final Set<InetAddress> TEN = servers(10, 20);

    private final CheckedTable table = new CheckedTable(CHECK);

    @Test
    void destinations_nobody_has_heard_of_are_unknown_and_none_is_down() {
        want(TEN, TEN);
        assertThat(table.health().selection()).isEqualTo(new Selection(Set.of(), TEN));
    }

    @Test
    void a_destination_that_fails_is_down_with_the_reason() {
        want(TEN, TEN);
        fails(10, 1000);
        assertThat(table.health().selection().down()).containsExactly(server(10));
        assertThat(table.health().failing())
                .containsExactly(new TableHealth.Failing(server(10), wall(1000), "refused"));
        assertThat(table.health().ready()).isEqualTo(9);
    }

    @Test
    void a_destination_that_passes_again_is_up() {
        want(TEN, TEN);
        fails(10, 1000);
        passes(10, 5000);
        assertThat(table.health().selection().down()).isEmpty();
    }

    @Test
    void half_of_them_may_fail() {
        want(TEN, TEN);
        IntStream.range(10, 15).forEach(last -> fails(last, 1000));
        assertThat(table.health().panicSince()).isEmpty();
        assertThat(table.health().selection().down()).isEqualTo(servers(10, 15));
    }

    @Test
    void when_more_fail_those_that_fell_within_the_round_are_used_on() {
        want(TEN, TEN);
        IntStream.range(10, 16).forEach(last -> fails(last, 1000 + last));
        assertThat(table.health().panicSince()).contains(wall(1015));
        assertThat(table.health().selection().down()).isEmpty();
    }

    @Test
    void what_failed_earlier_stays_down_in_a_panic() {
        want(TEN, TEN);
        fails(10, 0);
        IntStream.range(11, 16).forEach(last -> fails(last, 60_000 + last));
        assertThat(table.health().selection().down()).containsExactly(server(10));
    }

    @Test
    void a_panic_takes_nothing_away_however_many_fail() {
        want(TEN, TEN);
        IntStream.range(10, 16).forEach(last -> fails(last, 1000));
        IntStream.range(16, 20).forEach(last -> fails(last, 60_000));
        assertThat(table.health().selection().down()).isEmpty();
        assertThat(table.health().failing()).hasSize(10);
    }

    @Test
    void what_was_down_before_a_panic_may_come_back_during_it() {
        want(TEN, TEN);
        fails(10, 0);
        IntStream.range(11, 17).forEach(last -> fails(last, 60_000));
        passes(10, 61_000);
        assertThat(table.health().panicSince()).isPresent();
        assertThat(table.health().selection().down()).isEmpty();
    }

    @Test
    void a_panic_ends_when_few_enough_fail_and_those_are_down() {
        want(TEN, TEN);
        IntStream.range(10, 16).forEach(last -> fails(last, 1000));
        passes(10, 9000);
        assertThat(table.health().panicSince()).isEmpty();
        assertThat(table.health().selection().down()).isEqualTo(servers(11, 16));
    }

    @Test
    void a_threshold_of_100_percent_lets_the_last_one_go() {
        table.want(tcp(CADENCE, 100), roles(TEN, TEN), at(0), wall(0));
        IntStream.range(10, 20).forEach(last -> fails(last, 1000));
        assertThat(table.health().selection().down()).isEqualTo(TEN);
        assertThat(table.health().ready()).isZero();
    }

    @Test
    void a_threshold_of_0_percent_lets_none_go() {
        table.want(tcp(CADENCE, 0), roles(TEN, TEN), at(0), wall(0));
        fails(10, 1000);
        assertThat(table.health().selection().down()).isEmpty();
    }

    @Test
    void destinations_without_weight_do_not_count_for_a_panic() {
        want(TEN, servers(10, 13));
        IntStream.range(13, 20).forEach(last -> fails(last, 1000));
        assertThat(table.health().panicSince()).isEmpty();
        assertThat(table.health().total()).isEqualTo(3);
        assertThat(table.health().failing()).isEmpty();
    }

    @Test
    void a_destination_that_leaves_is_forgotten_and_a_panic_with_it() {
        want(servers(10, 13), servers(10, 13));
        fails(10, 1000);
        fails(11, 1000);
        assertThat(table.health().panicSince()).isPresent();
        want(servers(11, 13), servers(11, 13));
        assertThat(table.health().panicSince()).isEmpty();
        assertThat(table.health().selection().down()).containsExactly(server(11));
    }

    @Test
    void a_table_without_destinations_is_in_no_panic() {
        want(Set.of(), Set.of());
        assertThat(table.health().panicSince()).isEmpty();
    }

    private void want(Set<InetAddress> all, Set<InetAddress> counted) {
        table.want(CHECK, roles(all, counted), at(0), wall(0));
    }

    private static CheckedTable.Roles roles(Set<InetAddress> all, Set<InetAddress> counted) {
        return new CheckedTable.Roles(all, counted, Set.of());
    }

    private void fails(int last, int milliseconds) {
        table.changed(server(last), Verdict.FAILED, "refused", at(milliseconds), wall(milliseconds));
    }

    private void passes(int last, int milliseconds) {
        table.changed(server(last), Verdict.SUCCEEDING, "", at(milliseconds), wall(milliseconds));
    }

    private static Set<InetAddress> servers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Backends::server).collect(Collectors.toSet());
    }

    private static MonotonicInstant at(int milliseconds) {
        return new MonotonicInstant(0).plus(Duration.ofMillis(milliseconds));
    }

    private static Instant wall(int milliseconds) {
        return Instant.EPOCH.plusMillis(milliseconds);
    }
}
