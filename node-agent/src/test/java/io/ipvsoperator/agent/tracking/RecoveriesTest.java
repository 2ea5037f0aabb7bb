package io.ipvsoperator.agent.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.probe.Timetable;
import io.ipvsoperator.agent.probe.Verdict;
import io.ipvsoperator.time.MonotonicInstant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoveriesTest {
    private static final CheckName UPSTREAM = new CheckName("edge", "upstream");
    private static final MonotonicInstant START = new MonotonicInstant(0);
    private static final MonotonicInstant LATER = new MonotonicInstant(1);

    private final Recoveries recoveries = new Recoveries();

    @Test
    void a_recovery_is_remembered_for_the_pool() {
        change(Verdict.UNKNOWN, Verdict.FAILED, START);
        assertThat(recoveries.byPool()).isEmpty();
        change(Verdict.FAILED, Verdict.SUCCEEDING, LATER);
        assertThat(recoveries.byPool()).containsEntry("edge", LATER);
    }

    @Test
    void a_first_success_is_no_recovery() {
        change(Verdict.UNKNOWN, Verdict.SUCCEEDING, START);
        assertThat(recoveries.byPool()).isEmpty();
    }

    @Test
    void a_failed_check_that_is_taken_away_is_a_recovery_too() {
        change(Verdict.UNKNOWN, Verdict.FAILED, START);
        recoveries.retain(List.of(), LATER);
        assertThat(recoveries.byPool()).containsEntry("edge", LATER);
    }

    private void change(Verdict before, Verdict after, MonotonicInstant now) {
        recoveries.changed(new Timetable.Change<>(UPSTREAM, before, after, Optional.empty()), now);
    }
}
