package io.ipvsoperator.agent.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesTest {
    @Test
    void of_fewer_than_a_hundred_the_99th_percentile_is_the_greatest() {
        assertThat(upTo(15).percentile(99)).isEqualTo(Duration.ofMillis(15));
    }

    @Test
    void of_two_hundred_the_99th_percentile_leaves_two_out() {
        assertThat(upTo(200).percentile(99)).isEqualTo(Duration.ofMillis(198));
    }

    @Test
    void the_median_is_a_measured_value() {
        assertThat(upTo(4).median()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void it_is_told_in_milliseconds_whole_ones_above_a_second() {
        assertThat(new Series(List.of(Duration.ofNanos(8_440_000), Duration.ofMillis(2_994))))
                .hasToString("8.4 / 2994 / 2994");
    }

    private static Series upTo(int milliseconds) {
        return new Series(IntStream.rangeClosed(1, milliseconds)
                .mapToObj(each -> Duration.ofMillis(milliseconds + 1L - each))
                .toList());
    }
}
