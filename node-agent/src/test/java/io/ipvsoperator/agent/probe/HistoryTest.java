package io.ipvsoperator.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.probe.Cadence.FirstFailure;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Instant START = Instant.EPOCH;

    private FirstFailure firstFailure = FirstFailure.DECIDES;
    private History history = History.begin(START);
    private long second;

    @Test
    void nothing_is_known_before_the_first_run_has_ended() {
        assertThat(history.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void the_first_failure_decides_at_once_whatever_fall_says() {
        fails();
        assertThat(history.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void the_first_success_decides_at_once_whatever_rise_says() {
        succeeds();
        assertThat(history.verdict()).isEqualTo(Verdict.SUCCEEDING);
    }

    @Test
    void a_first_failure_that_only_counts_leaves_things_unknown() {
        firstFailure = FirstFailure.COUNTS;
        fails();
        assertThat(history.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void first_failures_that_count_decide_when_there_are_as_many_as_fall() {
        firstFailure = FirstFailure.COUNTS;
        fails();
        fails();
        assertThat(history.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void the_first_success_decides_where_first_failures_only_count() {
        firstFailure = FirstFailure.COUNTS;
        fails();
        succeeds();
        assertThat(history.verdict()).isEqualTo(Verdict.SUCCEEDING);
    }

    @Test
    void after_another_question_a_failure_that_counts_needs_as_many_as_fall() {
        firstFailure = FirstFailure.COUNTS;
        succeeds();
        history = history.redefined();
        fails();
        assertThat(history.verdict()).isEqualTo(Verdict.SUCCEEDING);
        fails();
        assertThat(history.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void fewer_failures_than_fall_change_nothing() {
        succeeds();
        fails();
        assertThat(history.verdict()).isEqualTo(Verdict.SUCCEEDING);
    }

    @Test
    void as_many_failures_in_a_row_as_fall_are_a_failure() {
        succeeds();
        fails();
        fails();
        assertThat(history.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void silence_is_a_failure() {
        run(new Outcome.Silence("no answer"));
        assertThat(history.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void a_run_without_a_verdict_between_failures_leaves_their_count() {
        succeeds();
        fails();
        run(new Outcome.NoVerdict("late"));
        fails();
        assertThat(history.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void a_success_between_failures_begins_the_count_anew() {
        succeeds();
        fails();
        succeeds();
        fails();
        assertThat(history.verdict()).isEqualTo(Verdict.SUCCEEDING);
    }

    @Test
    void a_failure_ends_with_as_many_successes_in_a_row_as_rise() {
        fails();
        succeeds();
        succeeds();
        assertThat(history.verdict()).isEqualTo(Verdict.FAILED);
        succeeds();
        assertThat(history.verdict()).isEqualTo(Verdict.SUCCEEDING);
    }

    @Test
    void the_time_is_that_of_the_run_that_changed_the_verdict() {
        succeeds();
        fails();
        fails();
        fails();
        assertThat(history.since()).isEqualTo(START.plusSeconds(3));
    }

    @Test
    void the_last_error_stays_while_the_check_succeeds() {
        fails();
        succeeds();
        assertThat(history.lastError()).contains("refused 1");
    }

    @Test
    void the_verdict_on_the_old_question_stands_until_the_new_one_has_a_result() {
        fails();
        history = history.redefined();
        assertThat(history.verdict()).isEqualTo(Verdict.FAILED);
        succeeds();
        assertThat(history.verdict()).isEqualTo(Verdict.SUCCEEDING);
    }

    private void succeeds() {
        run(new Outcome.Success());
    }

    private void fails() {
        run(new Outcome.Failure("refused " + (second + 1)));
    }

    private void run(Outcome outcome) {
        second++;
        Cadence cadence = new Cadence(Duration.ofSeconds(1), Duration.ofSeconds(1), 3, 2, firstFailure);
        history = history.after(outcome, cadence, START.plusSeconds(second));
    }
}
