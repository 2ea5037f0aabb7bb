package io.ipvsoperator.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(Duration.ofMillis(200));

    @Test
    void the_first_write_goes_at_once_and_the_next_an_interval_later() {
        assertThat(pace.untilNext("a", 0)).isZero();
        pace.wrote("a", 0);

        assertThat(pace.untilNext("a", Duration.ofMillis(50).toNanos())).isEqualTo(Duration.ofMillis(150));
        assertThat(pace.untilNext("a", Duration.ofMillis(200).toNanos())).isZero();
    }

    @Test
    void one_thing_does_not_slow_another_down() {
        pace.wrote("a", 0);

        assertThat(pace.untilNext("b", 1)).isZero();
    }
}
