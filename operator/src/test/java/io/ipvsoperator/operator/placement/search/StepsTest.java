package io.ipvsoperator.operator.placement.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepsTest {
    @Test
    void a_descent_has_its_own_number_of_steps_as_long_as_there_are_so_many() {
        assertThat(new Steps(10, 25).ofTheNextDescent()).isEqualTo(10);
    }

    @Test
    void the_last_descent_has_what_the_others_left() {
        Steps steps = new Steps(10, 25);
        steps.descended(10, true);
        steps.descended(10, true);
        assertThat(steps.ofTheNextDescent()).isEqualTo(5);
    }

    @Test
    void descents_that_had_nothing_more_to_try_were_not_cut_short() {
        Steps steps = new Steps(10, 25);
        steps.descended(9, true);
        assertThat(steps.ranOut()).isFalse();
    }

    @Test
    void one_descent_that_was_cut_short_is_remembered() {
        Steps steps = new Steps(10, 25);
        steps.descended(10, false);
        steps.descended(3, true);
        assertThat(steps.ranOut()).isTrue();
    }

    @Test
    void a_descent_that_uses_more_than_there_are_leaves_none() {
        Steps steps = new Steps(10, 25);
        steps.descended(26, false);
        assertThat(steps.usedUp()).isTrue();
        assertThat(steps.ofTheNextDescent()).isZero();
    }

    @Test
    void a_part_that_used_up_steps_of_its_own_is_remembered_and_takes_none_of_these() {
        Steps steps = new Steps(10, 25);
        steps.endedEarly();
        assertThat(steps.ranOut()).isTrue();
        assertThat(steps.usedUp()).isFalse();
    }
}
