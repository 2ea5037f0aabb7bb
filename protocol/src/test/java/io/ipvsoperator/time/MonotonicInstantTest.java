package io.ipvsoperator.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MonotonicInstantTest {

    private static final MonotonicInstant BEFORE_OVERFLOW = new MonotonicInstant(Long.MAX_VALUE);
    private static final MonotonicInstant AFTER_OVERFLOW = BEFORE_OVERFLOW.plus(Duration.ofNanos(2));

    @Test
    void order_holds_across_an_overflow() {
        assertThat(BEFORE_OVERFLOW).isLessThan(AFTER_OVERFLOW);
    }

    @Test
    void difference_holds_across_an_overflow() {
        assertThat(BEFORE_OVERFLOW.until(AFTER_OVERFLOW)).isEqualTo(Duration.ofNanos(2));
    }

    @Test
    void minus_undoes_plus() {
        assertThat(AFTER_OVERFLOW.minus(Duration.ofNanos(2))).isEqualTo(BEFORE_OVERFLOW);
    }

    @Test
    void a_deadline_is_reached_at_its_very_instant() {
        assertThat(AFTER_OVERFLOW.isReachedAt(AFTER_OVERFLOW)).isTrue();
    }

    @Test
    void a_deadline_in_the_future_is_not_reached() {
        assertThat(AFTER_OVERFLOW.isReachedAt(BEFORE_OVERFLOW)).isFalse();
    }

    @Test
    void earlier_picks_the_first_across_an_overflow() {
        assertThat(AFTER_OVERFLOW.earlier(BEFORE_OVERFLOW)).isEqualTo(BEFORE_OVERFLOW);
    }
}
