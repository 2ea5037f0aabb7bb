package io.ipvsoperator.operator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SizingTest {
    private static final Amounts GIGABIT = Amounts.ofBandwidth(1_000_000_000);
    private static final Amounts DEMAND = Amounts.ofBandwidth(1_500_000_000);
    private static final List<Director> THREE = List.of(up("d1"), up("d2"), up("d3"));

    private static Director up(String name) {
        return new Director(name, GIGABIT, Director.Availability.AVAILABLE);
    }

    @Test
    void peaks_of_one_and_a_half_gigabit_over_three_directors_by_count() {
        assertThat(Sizing.table(DEMAND, THREE, 1, 6).stream()
                        .skip(1)
                        .map(row -> row.count() + ": " + row.worstPercent() + "/" + row.normalPercent()))
                .containsExactly("2: 75/75", "3: 100/50", "4: 75/75", "5: 90/60", "6: 75/50");
    }

    @Test
    void six_addresses_level_one_and_a_half_gigabit_over_three_directors() {
        Sizing.Recommendation recommendation = Sizing.recommend(DEMAND, THREE, 1);
        assertThat(recommendation.count()).isEqualTo(6);
        assertThat(recommendation.withinTolerance()).isTrue();
        assertThat(recommendation.worstBound().percent()).isEqualTo(75);
        assertThat(recommendation.normalBound().percent()).isEqualTo(50);
    }

    @Test
    void six_addresses_level_a_demand_that_nobody_declared() {
        assertThat(Sizing.recommend(Amounts.UNKNOWN, THREE, 1).count()).isEqualTo(6);
    }

    @Test
    void a_director_that_is_away_does_not_change_the_count() {
        List<Director> oneAway = List.of(up("d1"), up("d2"), new Director("d3", GIGABIT, Director.Availability.SILENT));
        assertThat(Sizing.recommend(DEMAND, oneAway, 1).count()).isEqualTo(6);
    }

    @Test
    void one_director_needs_one_address() {
        assertThat(Sizing.recommend(DEMAND, List.of(up("d1")), 1).count()).isEqualTo(1);
    }

    @Test
    void two_directors_need_two_addresses() {
        assertThat(Sizing.recommend(DEMAND, List.of(up("d1"), up("d2")), 1).count())
                .isEqualTo(2);
    }
}
