package io.ipvsoperator.operator.demand;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Dimension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcessTest {
    private static final Amounts PLANNED = Amounts.ofBandwidth(500_000_000);

    @Test
    void a_tenth_more_than_planned_is_within_what_measuring_can_tell() {
        assertThat(Excess.of(PLANNED, Amounts.ofBandwidth(550_000_000))).isEmpty();
    }

    @Test
    void more_than_that_is_too_much() {
        assertThat(Excess.of(PLANNED, Amounts.ofBandwidth(550_000_001)))
                .containsExactly(new Excess(Dimension.BANDWIDTH, 500_000_000, 550_000_001));
    }

    @Test
    void what_is_not_planned_with_cannot_be_exceeded() {
        assertThat(Excess.of(Amounts.UNKNOWN, Amounts.ofBandwidth(550_000_001))).isEmpty();
    }

    @Test
    void amounts_near_the_greatest_long_are_compared_too() {
        assertThat(Excess.of(Amounts.ofBandwidth(Long.MAX_VALUE / 2), Amounts.ofBandwidth(Long.MAX_VALUE)))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "720000000, 720M",
        "723456789, 724M",
        "1440000000, 1440M",
        "2000000000, 2G",
        "999, 999",
        "1001, 1010",
        "0, 0"
    })
    void the_declaration_is_three_digits_rounded_up(long amount, String quantity) {
        assertThat(Excess.declaration(Dimension.BANDWIDTH, amount)).isEqualTo("bandwidth: " + quantity);
    }
}
