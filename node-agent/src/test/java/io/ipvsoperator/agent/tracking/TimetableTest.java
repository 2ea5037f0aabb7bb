package io.ipvsoperator.agent.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final MonotonicInstant START = new MonotonicInstant(0);
    private static final Check UPSTREAM = Checks.check("upstream");

    private final Timetable timetable = new Timetable();

    @Test
    void a_new_check_runs_at_once_and_then_at_its_interval() {
        want(UPSTREAM);
        Timetable.Run first = onlyRun(at(0));
        end(first, new Outcome.Success(), at(10));
        assertThat(timetable.begin(at(999))).isEmpty();
        assertThat(timetable.begin(at(1000))).hasSize(1);
    }

    @Test
    void two_checks_of_one_name_are_one() {
        want(UPSTREAM, Checks.asking(UPSTREAM, Checks.tcp(54)));
        assertThat(timetable.begin(at(0))).extracting(Timetable.Run::check).containsExactly(UPSTREAM);
    }

    @Test
    void a_change_of_verdict_is_told_once() {
        want(UPSTREAM);
        assertThat(end(onlyRun(at(0)), new Outcome.Failure("refused"), at(1))).hasSize(1);
        assertThat(end(onlyRun(at(1000)), new Outcome.Failure("refused"), at(1001)))
                .isEmpty();
    }

    @Test
    void a_run_without_an_answer_has_failed_when_its_time_is_up() {
        want(UPSTREAM);
        onlyRun(at(0));
        assertThat(timetable.expire(at(749), Instant.EPOCH)).isEmpty();
        assertThat(timetable.expire(at(750), Instant.EPOCH)).singleElement().satisfies(change -> {
            assertThat(change.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(change.error())
                    .hasValueSatisfying(error -> assertThat(error).contains("500 ms"));
        });
    }

    @Test
    void an_answer_after_the_time_is_up_counts_for_nothing() {
        want(UPSTREAM);
        Timetable.Run late = onlyRun(at(0));
        timetable.expire(at(750), Instant.EPOCH);
        end(late, new Outcome.Success(), at(760));
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
        want(Checks.check("upstream", 1, 2, OptionalInt.empty()));
        end(onlyRun(at(0)), new Outcome.Success(), at(1));
        onlyRun(at(1000));
        timetable.expire(at(1750), Instant.EPOCH);
        assertThat(verdict()).isEqualTo(Verdict.SUCCEEDING);
        timetable.expire(at(2750), Instant.EPOCH);
        assertThat(verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void a_check_that_hung_runs_again_as_soon_as_it_has_ended() {
        want(UPSTREAM);
        Timetable.Run late = onlyRun(at(0));
        timetable.expire(at(750), Instant.EPOCH);
        end(late, new Outcome.Success(), at(5000));
        assertThat(timetable.begin(at(5000))).hasSize(1);
    }

    @Test
    void a_check_that_hangs_delays_no_other() {
        want(UPSTREAM, Checks.check("resolver"));
        Timetable.Run resolver = timetable.begin(at(0)).getFirst();
        assertThat(resolver.check().name().check()).isEqualTo("resolver");
        end(resolver, new Outcome.Success(), at(1));
        assertThat(timetable.begin(at(1000)))
                .extracting(run -> run.check().name().check())
                .containsExactly("resolver");
    }

    @Test
    void another_question_is_asked_at_once_and_the_answer_to_the_old_one_is_forgotten() {
        want(UPSTREAM);
        Timetable.Run old = onlyRun(at(0));
        timetable.want(List.of(Checks.asking(UPSTREAM, Checks.tcp(54))), at(100), Instant.EPOCH);
        onlyRun(at(100));
        end(old, new Outcome.Failure("refused"), at(110));
        assertThat(verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void a_check_that_is_taken_away_is_no_longer_reported() {
        want(UPSTREAM);
        timetable.want(List.of(), at(100), Instant.EPOCH);
        assertThat(timetable.report().checks()).isEmpty();
    }

    @Test
    void a_recovery_is_remembered_for_the_pool() {
        want(UPSTREAM);
        end(onlyRun(at(0)), new Outcome.Failure("refused"), at(1));
        assertThat(timetable.report().recoveredAt()).isEmpty();
        end(onlyRun(at(1000)), new Outcome.Success(), at(1010));
        assertThat(timetable.report().recoveredAt()).containsEntry("edge", at(1010));
    }

    @Test
    void a_failed_check_that_is_taken_away_is_a_recovery_too() {
        want(UPSTREAM);
        end(onlyRun(at(0)), new Outcome.Failure("refused"), at(1));
        timetable.want(List.of(), at(100), Instant.EPOCH);
        assertThat(timetable.report().recoveredAt()).containsEntry("edge", at(100));
    }

    @Test
    void the_next_deadline_is_the_earliest_of_all_runs_and_pauses() {
        want(UPSTREAM, Checks.check("resolver"));
        Timetable.Run resolver = timetable.begin(at(0)).getFirst();
        end(resolver, new Outcome.Success(), at(1));
        assertThat(timetable.deadline()).contains(at(750));
        timetable.expire(at(750), Instant.EPOCH);
        assertThat(timetable.deadline()).contains(at(1000));
    }

    private void want(Check... checks) {
        timetable.want(List.of(checks), at(0), Instant.EPOCH);
    }

    private Timetable.Run onlyRun(MonotonicInstant now) {
        List<Timetable.Run> runs = timetable.begin(now);
        assertThat(runs).hasSize(1);
        return runs.getFirst();
    }

    private List<Timetable.Change> end(Timetable.Run run, Outcome outcome, MonotonicInstant now) {
        return timetable.ended(run, outcome, now, Instant.EPOCH).stream().toList();
    }

    private Verdict verdict() {
        return timetable.report().checks().getFirst().verdict();
    }

    private static MonotonicInstant at(int milliseconds) {
        return START.plus(Duration.ofMillis(milliseconds));
    }
}
