package io.ipvsoperator.operator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Directors that carry 1 Gbit/s each, one of which may be lost. */
class ImproveTest {
    private static final int ANY_NUMBER = Integer.MAX_VALUE;

    private static List<Director> directors(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number ->
                        new Director("d" + number, Amounts.ofBandwidth(1_000_000_000), Director.Availability.AVAILABLE))
                .toList();
    }

    private static Unit unit(String name, long megabits, String... order) {
        return new Unit(name, name, Amounts.ofBandwidth(megabits * 1_000_000), List.of(order));
    }

    /** Four units of 125 Mbit/s on each of three directors. */
    private static List<Unit> twelveOnThree() {
        List<Unit> units = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            boolean even = number % 2 == 0;
            units.add(unit("a" + number, 125, "d1", even ? "d2" : "d3", even ? "d3" : "d2"));
            units.add(unit("b" + number, 125, "d2", even ? "d1" : "d3", even ? "d3" : "d1"));
            units.add(unit("c" + number, 125, "d3", even ? "d1" : "d2", even ? "d2" : "d1"));
        }
        return units;
    }

    private static Placement improved(List<Director> directors, List<Unit> units, int moves, int gain) {
        return Placer.place(new PlacementProblem(directors, units, 1, PlacementProblem.Policy.WARN)
                .with(new Mode.Improve(moves, gain)));
    }

    private static int percent(Peak peak) {
        return peak.utilization().orElseThrow().percent();
    }

    @Test
    void a_director_that_joins_gets_as_much_as_the_others_have() {
        Placement placement = improved(directors(4), twelveOnThree(), 6, 10);
        assertThat(placement.directors())
                .extracting(Placement.DirectorLoad::active)
                .containsExactly(3, 3, 3, 3);
    }

    @Test
    void no_unit_is_moved_without_which_the_peaks_are_as_low() {
        assertThat(improved(directors(4), twelveOnThree(), 6, 10).moved()).hasSize(3);
    }

    /** From each of the three directors one has to move before the highest of them has less. */
    @Test
    void moves_that_are_too_few_to_lower_the_normal_peak_are_not_made() {
        Placement placement = improved(directors(4), twelveOnThree(), 2, 10);
        assertThat(placement.moved()).isEmpty();
        assertThat(percent(placement.worst().orElseThrow())).isEqualTo(50);
    }

    @Test
    void the_reason_of_a_move_names_both_peaks() {
        assertThat(improved(directors(4), twelveOnThree(), 6, 10).moved())
                .extracting(moved -> moved.change().reason())
                .containsOnly("lowers the worst case from 75 % to 50 % of a capacity;"
                        + " lowers the normal peak from 50 % to 38 % of a capacity");
    }

    @Test
    void the_reason_of_a_re_ordering_names_the_worst_case_alone() {
        assertThat(improved(directors(4), twelveOnThree(), 6, 10).reordered())
                .extracting(reordered -> reordered.change().reason())
                .containsOnly("lowers the worst case from 75 % to 50 % of a capacity");
    }

    /** Whoever is lost, the other has everything: the worst case can't fall. */
    @Test
    void a_lower_normal_peak_alone_moves_nothing() {
        List<Unit> units = List.of(unit("a", 300, "d1"), unit("b", 300, "d1"));
        assertThat(improved(directors(2), units, 6, 1).moved()).isEmpty();
    }

    /** No placement of these reaches the bound. */
    @Test
    void improving_by_any_number_of_moves_comes_to_an_end() {
        String[] order = {"d1", "d2", "d3", "d4"};
        List<Unit> units = List.of(
                unit("a", 125, order),
                unit("b", 300, order),
                unit("c", 303, order),
                unit("d", 192, order),
                unit("e", 163, order));
        Placement placement = improved(directors(4), units, ANY_NUMBER, 1);
        assertThat(placement.gapPercent()).isPositive();
        assertThat(percent(placement.worst().orElseThrow())).isEqualTo(43);
    }
}
