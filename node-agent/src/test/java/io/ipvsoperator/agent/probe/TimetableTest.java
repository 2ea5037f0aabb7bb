package io.ipvsoperator.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.probe.Cadence.FirstFailure;
import io.ipvsoperator.time.MonotonicInstant;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final MonotonicInstant START = new MonotonicInstant(0);
    private static final int ROOM = 100;
    private static final PeriodicProbe<String> UPSTREAM = probe("upstream");

    private final Timetable<String> timetable = new Timetable<>(ROOM, ROOM);

    @Test
    void a_new_check_runs_at_once_and_then_at_its_interval() {
        want(UPSTREAM);
        Timetable.Run<String> first = onlyRun(at(0));
        end(first, new Outcome.Success());
        assertThat(timetable.begin(at(999))).isEmpty();
        assertThat(timetable.begin(at(1000))).hasSize(1);
    }

    @Test
    void two_checks_of_one_name_are_one() {
        timetable.want(List.of(UPSTREAM, asking(UPSTREAM, 54)), at(0), Instant.EPOCH);
        assertThat(timetable.begin(at(0))).extracting(Timetable.Run::probe).containsExactly(UPSTREAM);
    }

    @Test
    void a_change_of_verdict_is_told_once() {
        want(UPSTREAM);
        assertThat(end(onlyRun(at(0)), new Outcome.Failure("refused"))).hasSize(1);
        assertThat(end(onlyRun(at(1000)), new Outcome.Failure("refused"))).isEmpty();
    }

    @Test
    void a_run_without_an_answer_has_failed_when_its_time_is_up() {
        want(UPSTREAM);
        onlyRun(at(0));
        assertThat(timetable.expire(at(749), Instant.EPOCH)).isEmpty();
        assertThat(timetable.expire(at(750), Instant.EPOCH)).singleElement().satisfies(change -> {
            assertThat(change.after()).isEqualTo(Verdict.FAILED);
            assertThat(change.error())
                    .hasValueSatisfying(error -> assertThat(error).contains("500 ms"));
        });
    }

    @Test
    void an_answer_after_the_time_is_up_counts_for_nothing() {
        want(UPSTREAM);
        Timetable.Run<String> late = onlyRun(at(0));
        timetable.expire(at(750), Instant.EPOCH);
        end(late, new Outcome.Success());
        assertThat(verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void a_check_that_hangs_does_not_run_a_second_time() {
        want(UPSTREAM);
        onlyRun(at(0));
        timetable.expire(at(750), Instant.EPOCH);
        assertThat(timetable.begin(at(60_000))).isEmpty();
    }

    @Test
    void a_check_that_hangs_fails_once_more_at_every_interval() {
        want(probe("upstream", 2, Duration.ZERO));
        end(onlyRun(at(0)), new Outcome.Success());
        onlyRun(at(1000));
        timetable.expire(at(1750), Instant.EPOCH);
        assertThat(verdict()).isEqualTo(Verdict.SUCCEEDING);
        timetable.expire(at(2750), Instant.EPOCH);
        assertThat(verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void a_check_that_hung_runs_again_as_soon_as_it_has_ended() {
        want(UPSTREAM);
        Timetable.Run<String> late = onlyRun(at(0));
        timetable.expire(at(750), Instant.EPOCH);
        end(late, new Outcome.Success());
        assertThat(timetable.begin(at(5000))).hasSize(1);
    }

    @Test
    void a_check_that_hangs_delays_no_other() {
        timetable.want(List.of(UPSTREAM, probe("resolver")), at(0), Instant.EPOCH);
        Timetable.Run<String> resolver = timetable.begin(at(0)).getFirst();
        assertThat(resolver.probe().name()).isEqualTo("resolver");
        end(resolver, new Outcome.Success());
        assertThat(timetable.begin(at(1000)))
                .extracting(run -> run.probe().name())
                .containsExactly("resolver");
    }

    @Test
    void another_question_is_asked_at_once_and_the_answer_to_the_old_one_is_forgotten() {
        want(UPSTREAM);
        Timetable.Run<String> old = onlyRun(at(0));
        timetable.want(List.of(asking(UPSTREAM, 54)), at(100), Instant.EPOCH);
        onlyRun(at(100));
        end(old, new Outcome.Failure("refused"));
        assertThat(verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void a_check_that_is_taken_away_is_no_longer_reported() {
        want(UPSTREAM);
        timetable.want(List.of(), at(100), Instant.EPOCH);
        assertThat(timetable.history("upstream")).isEmpty();
    }

    @Test
    void the_first_run_waits_as_long_as_the_probe_says() {
        want(probe("upstream", 1, Duration.ofMillis(300)));
        assertThat(timetable.begin(at(299))).isEmpty();
        assertThat(timetable.begin(at(300))).hasSize(1);
    }

    @Test
    void without_room_those_that_wait_longest_are_begun_first() {
        Timetable<String> small = new Timetable<>(2, 2);
        small.want(
                List.of(probe("a", 1, Duration.ofMillis(20)), probe("b", 1, Duration.ofMillis(10)), probe("c")),
                at(0),
                Instant.EPOCH);
        List<Timetable.Run<String>> first = small.begin(at(50));
        assertThat(first).extracting(run -> run.probe().name()).containsExactly("c", "b");
        small.ended(first.getFirst(), new Outcome.Success(), Instant.EPOCH);
        assertThat(small.begin(at(50))).extracting(run -> run.probe().name()).containsExactly("a");
    }

    @Test
    void without_room_nothing_that_is_due_is_waited_for() {
        Timetable<String> full = new Timetable<>(0, 0);
        full.want(List.of(UPSTREAM), at(0), Instant.EPOCH);
        assertThat(full.deadline()).isEmpty();
    }

    @Test
    void probes_of_one_owner_that_hang_leave_places_for_others_and_are_waited_for() {
        Timetable<String> small = new Timetable<>(4, 4);
        PeriodicProbe<String> other = of("other", probe("z", 1, Duration.ofMillis(30)));
        small.want(
                List.of(of("shop", probe("a")), of("shop", probe("b")), of("shop", probe("c")), other),
                at(0),
                Instant.EPOCH);
        assertThat(small.begin(at(0))).extracting(run -> run.probe().name()).containsExactly("a", "b");
        assertThat(small.deadline()).contains(at(30));
        assertThat(small.begin(at(30))).extracting(Timetable.Run::probe).containsExactly(other);
        assertThat(small.deadline()).contains(at(750));
    }

    @Test
    void a_probe_that_is_gone_has_its_place_until_its_run_has_ended() {
        Timetable<String> small = new Timetable<>(1, 1);
        small.want(List.of(UPSTREAM), at(0), Instant.EPOCH);
        Timetable.Run<String> hanging = small.begin(at(0)).getFirst();
        small.want(List.of(probe("resolver")), at(100), Instant.EPOCH);
        assertThat(small.begin(at(100))).isEmpty();
        small.ended(hanging, new Outcome.Silence("no answer"), Instant.EPOCH);
        assertThat(small.begin(at(100))).hasSize(1);
    }

    @Test
    void echoes_have_places_of_their_own() {
        Timetable<String> small = new Timetable<>(0, 1);
        Probe echo = new Probe.Echo(InetAddress.ofLiteral("127.0.0.1"));
        PeriodicProbe<String> ping = new PeriodicProbe<>("ping", echo, UPSTREAM.cadence(), Duration.ZERO);
        small.want(List.of(UPSTREAM, ping), at(0), Instant.EPOCH);
        assertThat(small.begin(at(0))).extracting(Timetable.Run::probe).containsExactly(ping);
    }

    @Test
    void a_probe_that_stays_is_not_disturbed_by_new_ones() {
        want(UPSTREAM);
        end(onlyRun(at(0)), new Outcome.Success());
        timetable.want(List.of(UPSTREAM, probe("resolver")), at(500), Instant.EPOCH);
        assertThat(timetable.begin(at(500)))
                .extracting(run -> run.probe().name())
                .containsExactly("resolver");
        assertThat(verdict()).isEqualTo(Verdict.SUCCEEDING);
    }

    @Test
    void the_next_deadline_is_the_earliest_of_all_runs_and_pauses() {
        timetable.want(List.of(UPSTREAM, probe("resolver")), at(0), Instant.EPOCH);
        Timetable.Run<String> resolver = timetable.begin(at(0)).getFirst();
        end(resolver, new Outcome.Success());
        assertThat(timetable.deadline()).contains(at(750));
        timetable.expire(at(750), Instant.EPOCH);
        assertThat(timetable.deadline()).contains(at(1000));
    }

    @Test
    void silence_while_this_process_was_late_says_nothing() {
        want(UPSTREAM);
        Timetable.Run<String> run = onlyRun(at(0));
        timetable.late(Duration.ofMillis(126));
        end(run, new Outcome.Silence("no answer"));
        assertThat(verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void silence_is_a_failure_after_a_little_lateness() {
        want(UPSTREAM);
        Timetable.Run<String> run = onlyRun(at(0));
        timetable.late(Duration.ofMillis(125));
        end(run, new Outcome.Silence("no answer"));
        assertThat(verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void lateness_before_a_run_excuses_nothing() {
        want(UPSTREAM);
        timetable.late(Duration.ofSeconds(10));
        end(onlyRun(at(0)), new Outcome.Silence("no answer"));
        assertThat(verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void a_refusal_is_one_however_late_it_is_heard() {
        want(UPSTREAM);
        Timetable.Run<String> run = onlyRun(at(0));
        timetable.late(Duration.ofSeconds(10));
        end(run, new Outcome.Failure("refused"));
        assertThat(verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void a_run_whose_time_is_up_because_this_process_was_late_gets_another_interval() {
        want(UPSTREAM);
        onlyRun(at(0));
        timetable.late(Duration.ofSeconds(2));
        assertThat(timetable.expire(at(2000), Instant.EPOCH)).isEmpty();
        assertThat(timetable.expire(at(2999), Instant.EPOCH)).isEmpty();
        assertThat(timetable.expire(at(3000), Instant.EPOCH)).hasSize(1);
    }

    @Test
    void an_answer_in_the_time_that_lateness_has_added_counts() {
        want(UPSTREAM);
        Timetable.Run<String> run = onlyRun(at(0));
        timetable.late(Duration.ofSeconds(2));
        timetable.expire(at(2000), Instant.EPOCH);
        end(run, new Outcome.Success());
        assertThat(verdict()).isEqualTo(Verdict.SUCCEEDING);
    }

    private void want(PeriodicProbe<String> probe) {
        timetable.want(List.of(probe), at(0), Instant.EPOCH);
    }

    private static PeriodicProbe<String> probe(String name) {
        return probe(name, 1, Duration.ZERO);
    }

    private static PeriodicProbe<String> probe(String name, int fall, Duration firstAfter) {
        Cadence cadence = new Cadence(Duration.ofSeconds(1), Duration.ofMillis(500), 1, fall, FirstFailure.DECIDES);
        return new PeriodicProbe<>(name, tcp(53), cadence, firstAfter);
    }

    private static PeriodicProbe<String> of(String owner, PeriodicProbe<String> probe) {
        return new PeriodicProbe<>(probe.name(), probe.probe(), probe.cadence(), probe.firstAfter(), List.of(owner));
    }

    private static PeriodicProbe<String> asking(PeriodicProbe<String> probe, int port) {
        return new PeriodicProbe<>(probe.name(), tcp(port), probe.cadence(), probe.firstAfter());
    }

    private static Probe tcp(int port) {
        return new Probe.TcpConnect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }

    private Timetable.Run<String> onlyRun(MonotonicInstant now) {
        List<Timetable.Run<String>> runs = timetable.begin(now);
        assertThat(runs).hasSize(1);
        return runs.getFirst();
    }

    private List<Timetable.Change<String>> end(Timetable.Run<String> run, Outcome outcome) {
        return timetable.ended(run, timetable.weighed(run, outcome), Instant.EPOCH).stream()
                .toList();
    }

    private Verdict verdict() {
        return timetable.history("upstream").orElseThrow().verdict();
    }

    private static MonotonicInstant at(int milliseconds) {
        return START.plus(Duration.ofMillis(milliseconds));
    }
}
