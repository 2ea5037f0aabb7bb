package io.ipvsoperator.operator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A unit that too few directors can carry is told with what would mend it, each by itself. */
class LargeUnitsTest {
    private static final long GIGABIT = 1_000_000_000;

    private static List<Defect> defects(int losses, double demand, long... capacities) {
        List<Director> directors = IntStream.range(0, capacities.length)
                .mapToObj(i -> new Director(
                        "d" + (i + 1), Amounts.ofBandwidth(capacities[i] * GIGABIT), Director.Availability.AVAILABLE))
                .toList();
        Unit unit = new Unit("a", "a", Amounts.ofBandwidth(Math.round(demand * GIGABIT)), List.of());
        return Defects.of(new PlacementProblem(directors, List.of(unit), losses, PlacementProblem.Policy.WARN));
    }

    @Test
    void a_demand_larger_than_any_director_is_told_with_the_directors_that_would_have_to_grow() {
        assertThat(defects(1, 1.5, 1, 1, 1))
                .containsExactly(new Defect(
                        "unit a: demand is 1.5 Gbit/s, but the largest director carries 1 Gbit/s",
                        List.of(
                                "2 addresses instead of one for this demand",
                                "at most 1 Gbit/s of demand",
                                "1.5 Gbit/s on d1 and d2",
                                "2 more directors with 1.5 Gbit/s each")));
    }

    @Test
    void what_a_loss_would_leave_nobody_for_is_too_large_as_well() {
        assertThat(defects(1, 5, 10, 1, 1))
                .containsExactly(new Defect(
                        "unit a: demand is 5 Gbit/s, which d1 alone carries, but to tolerate 1 loss 2 directors have to",
                        List.of(
                                "no number of addresses up to 64 is enough",
                                "at most 1 Gbit/s of demand",
                                "5 Gbit/s on d2",
                                "one more director with 5 Gbit/s",
                                "toleratedFailures of 0")));
    }

    @Test
    void addresses_are_not_promised_where_all_that_is_left_carries_too_little() {
        assertThat(defects(1, 1.9, 1, 1).getFirst().remedies()).contains("no number of addresses up to 64 is enough");
    }

    @Test
    void what_enough_directors_carry_is_not_too_large() {
        assertThat(defects(1, 1, 1, 1)).isEmpty();
    }
}
