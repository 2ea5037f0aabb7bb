package io.ipvsoperator.agent.backend;

import static io.ipvsoperator.agent.backend.QuorumState.MET;
import static io.ipvsoperator.agent.backend.QuorumState.MISSED;
import static io.ipvsoperator.agent.backend.QuorumState.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.agent.plan.HealthCheck.Quorum;
import org.junit.jupiter.api.Test;

/** Five destinations, of which three must be up: with fewer than two the fallback takes over, with four it gives back. */
class QuorumStateTest {
    private static final Quorum QUORUM = new Quorum(3, 1);
    private static final int FIVE = 5;

    private static QuorumState after(QuorumState before, int up, int failing) {
        return before.next(QUORUM, FIVE, up, failing);
    }

    @Test
    void a_quorum_that_is_met_stays_so_down_to_the_minimum_less_the_hysteresis() {
        assertThat(after(MET, 2, 3)).isEqualTo(MET);
        assertThat(after(MET, 1, 4)).isEqualTo(MISSED);
    }

    @Test
    void one_that_is_missed_is_met_again_with_as_many_more_than_the_minimum() {
        assertThat(after(MISSED, 3, 2)).isEqualTo(MISSED);
        assertThat(after(MISSED, 4, 1)).isEqualTo(MET);
    }

    @Test
    void destinations_without_a_verdict_count_as_well_while_the_quorum_is_met() {
        assertThat(after(MET, 0, 3)).isEqualTo(MET);
        assertThat(after(MET, 0, 4)).isEqualTo(MISSED);
    }

    @Test
    void destinations_without_a_verdict_bring_no_quorum_back() {
        assertThat(after(MISSED, 3, 0)).isEqualTo(MISSED);
    }

    @Test
    void all_of_them_are_enough_where_hysteresis_asks_for_more_than_there_are() {
        assertThat(MISSED.next(QUORUM, 3, 3, 0)).isEqualTo(MET);
    }

    @Test
    void all_of_too_few_are_too_few() {
        assertThat(MISSED.next(QUORUM, 2, 2, 0)).isEqualTo(MISSED);
    }

    @Test
    void without_hysteresis_the_minimum_is_both_bounds() {
        Quorum one = new Quorum(1, 0);
        assertThat(MET.next(one, FIVE, 1, 4)).isEqualTo(MET);
        assertThat(MET.next(one, FIVE, 0, 5)).isEqualTo(MISSED);
        assertThat(MISSED.next(one, FIVE, 1, 4)).isEqualTo(MET);
    }

    @Test
    void nothing_is_decided_before_the_missing_verdicts_can_no_longer_change_it() {
        assertThat(after(UNDECIDED, 0, 0)).isEqualTo(UNDECIDED);
        assertThat(after(UNDECIDED, 3, 1)).isEqualTo(UNDECIDED);
        assertThat(after(UNDECIDED, 4, 0)).isEqualTo(MET);
        assertThat(after(UNDECIDED, 0, 4)).isEqualTo(MISSED);
    }

    @Test
    void between_the_bounds_the_minimum_decides_once_all_are_known() {
        assertThat(after(UNDECIDED, 3, 2)).isEqualTo(MET);
        assertThat(after(UNDECIDED, 2, 3)).isEqualTo(MISSED);
    }

    @Test
    void of_no_destinations_none_is_up() {
        assertThat(UNDECIDED.next(new Quorum(1, 0), 0, 0, 0)).isEqualTo(MISSED);
        assertThat(MET.next(new Quorum(1, 0), 0, 0, 0)).isEqualTo(MISSED);
    }

    @Test
    void a_hysteresis_with_which_the_fallback_could_never_take_over_is_none() {
        assertThatThrownBy(() -> new Quorum(1, 1)).hasMessageContaining("hysteresis is 1");
    }
}
