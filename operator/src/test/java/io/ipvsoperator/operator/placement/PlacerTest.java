package io.ipvsoperator.operator.placement;

import static io.ipvsoperator.operator.placement.Director.Availability.AVAILABLE;
import static io.ipvsoperator.operator.placement.Director.Availability.MAINTENANCE;
import static io.ipvsoperator.operator.placement.Director.Availability.SILENT;
import static io.ipvsoperator.operator.placement.PlacementProblem.Policy.ENFORCE;
import static io.ipvsoperator.operator.placement.PlacementProblem.Policy.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.operator.placement.Placement.PlacedUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacerTest {
    private static final Amounts GIGABIT = Amounts.ofBandwidth(1_000_000_000);
    private static final List<Director> THREE =
            List.of(director("d1", AVAILABLE), director("d2", AVAILABLE), director("d3", AVAILABLE));

    private static Director director(String name, Director.Availability availability) {
        return new Director(name, GIGABIT, availability);
    }

    private static Unit newcomer(String name, long megabits) {
        return new Unit(name, name, Amounts.ofBandwidth(megabits * 1_000_000), List.of());
    }

    private static List<Unit> sixOfAQuarter() {
        return IntStream.range(0, 6).mapToObj(i -> newcomer("u" + i, 250)).toList();
    }

    private static Placement place(List<Director> directors, List<Unit> units) {
        return Placer.place(new PlacementProblem(directors, units, 1, WARN));
    }

    private static List<Unit> settled(List<Unit> units, Placement placement) {
        return IntStream.range(0, units.size())
                .mapToObj(i -> new Unit(
                        units.get(i).name(),
                        units.get(i).group(),
                        units.get(i).demand(),
                        placement.units().get(i).order()))
                .toList();
    }

    @Test
    void six_addresses_take_the_six_orders_of_three_directors() {
        assertThat(place(THREE, sixOfAQuarter()).units().stream()
                        .map(PlacedUnit::order)
                        .distinct())
                .hasSize(6);
    }

    @Test
    void the_worst_case_is_told_with_loss_director_and_share() {
        assertThat(place(THREE, sixOfAQuarter()).verdict().describe())
                .isEqualTo("losing d1 puts 750 Mbit/s on d2: 75 % of 1 Gbit/s");
    }

    @Test
    void normal_times_are_told_without_a_loss() {
        assertThat(place(THREE, sixOfAQuarter()).normal().orElseThrow().describe())
                .isEqualTo("with every available director up d1 carries 500 Mbit/s: 50 % of 1 Gbit/s");
    }

    @Test
    void a_small_problem_is_solved_exactly() {
        assertThat(place(THREE, sixOfAQuarter()).exact()).isTrue();
    }

    @Test
    void a_service_with_all_the_addresses_it_may_have_is_not_offered_more() {
        List<Unit> units = IntStream.range(0, Sizing.MAXIMUM_COUNT)
                .mapToObj(i -> new Unit("u" + i, "web", Amounts.ofBandwidth(50_000_000), List.of()))
                .toList();

        assertThat(((Verdict.Overloaded) place(THREE, units).verdict()).remedies())
                .extracting(Remedy::describe)
                .contains("web has 64 addresses, and no service may have more than 64");
    }

    @Test
    void a_silent_director_changes_no_order() {
        List<Unit> settled = settled(sixOfAQuarter(), place(THREE, sixOfAQuarter()));
        Placement placement = place(List.of(THREE.get(0), director("d2", SILENT), THREE.get(2)), settled);
        assertThat(placement.units().stream().map(PlacedUnit::order))
                .containsExactlyElementsOf(settled.stream().map(Unit::order).toList());
    }

    @Test
    void units_of_a_director_in_maintenance_are_served_by_the_next_of_their_order() {
        List<Unit> settled = settled(sixOfAQuarter(), place(THREE, sixOfAQuarter()));
        Placement placement = place(List.of(THREE.get(0), director("d2", MAINTENANCE), THREE.get(2)), settled);
        assertThat(placement.moved()).isEmpty();
        assertThat(placement.forced())
                .hasSize(2)
                .allSatisfy(unit -> assertThat(unit.change().reason()).startsWith("d2 is not available; "));
    }

    @Test
    void a_director_that_is_away_is_a_tolerated_loss_less() {
        Placement placement = place(List.of(THREE.get(0), director("d2", SILENT), THREE.get(2)), sixOfAQuarter());
        assertThat(placement.toleratedFailures()).isZero();
        assertThat(placement.worst().orElseThrow().lost()).isEmpty();
    }

    @Test
    void a_director_that_is_gone_is_forced_out_of_the_orders() {
        List<Unit> settled = settled(sixOfAQuarter(), place(THREE, sixOfAQuarter()));
        Placement placement = place(List.of(THREE.get(0), THREE.get(2), director("d4", AVAILABLE)), settled);
        assertThat(placement.units()).noneMatch(unit -> unit.order().contains("d2"));
        assertThat(placement.forced()).hasSize(2);
    }

    @Test
    void an_overload_names_the_loss_the_director_and_the_amount() {
        Placement placement = place(THREE, List.of(newcomer("a", 900), newcomer("b", 900), newcomer("c", 900)));
        assertThat(placement.verdict()).isInstanceOfSatisfying(Verdict.Overloaded.class, overloaded -> {
            assertThat(overloaded.peak().lost()).hasSize(1);
            assertThat(overloaded.peak().excess()).isEqualTo(800_000_000);
        });
        assertThat(placement.toleratedFailures()).isZero();
    }

    @Test
    void where_units_and_losses_are_too_many_only_the_demand_is_asked_for() {
        List<Director> sixteen = IntStream.range(0, 16)
                .mapToObj(i -> director("d" + i, AVAILABLE))
                .toList();
        List<Unit> units =
                IntStream.range(0, 60).mapToObj(i -> newcomer("u" + i, 5_000)).toList();

        assertThat(Placer.place(new PlacementProblem(sixteen, units, 3, WARN)).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Overloaded.class,
                        overloaded -> assertThat(overloaded.remedies()).hasSize(1));
    }

    @Test
    void the_smallest_remedy_of_each_kind_is_named() {
        Placement placement = place(THREE, List.of(newcomer("a", 600), newcomer("b", 600), newcomer("c", 600)));
        assertThat(placement.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Overloaded.class,
                        overloaded -> assertThat(overloaded.remedies().stream().map(Remedy::describe))
                                .containsExactly(
                                        "83 % of the declared demand fits: 1.49 Gbit/s instead of 1.8 Gbit/s, all reduced alike",
                                        "more capacity on a single director is not enough",
                                        "one more director with 600 Mbit/s is enough",
                                        "one more address for c is enough",
                                        "toleratedFailures of 0 instead of 1 is enough"));
    }

    @Test
    void enforcing_refuses_the_newcomer_and_keeps_what_runs() {
        List<Unit> running = settled(sixOfAQuarter(), place(THREE, sixOfAQuarter()));
        List<Unit> units = new ArrayList<>(running);
        units.add(newcomer("large", 900));
        Placement placement = Placer.place(new PlacementProblem(THREE, units, 1, ENFORCE));
        assertThat(placement.refused()).extracting(Placement.Refusal::group).containsExactly("large");
        assertThat(placement.units()).hasSize(6).allMatch(unit -> unit.change() instanceof Change.Kept);
    }

    @Test
    void enforcing_admits_a_small_newcomer_behind_a_large_one() {
        Placement placement = Placer.place(
                new PlacementProblem(THREE, List.of(newcomer("large", 1900), newcomer("small", 100)), 1, ENFORCE));
        assertThat(placement.refused()).extracting(Placement.Refusal::group).containsExactly("large");
        assertThat(placement.units()).extracting(PlacedUnit::name).containsExactly("small");
    }

    @Test
    void an_unknown_capacity_is_said_and_refuses_nothing() {
        List<Director> unknown = IntStream.range(1, 4)
                .mapToObj(i -> new Director("d" + i, Amounts.UNKNOWN, AVAILABLE))
                .toList();
        Placement placement = Placer.place(new PlacementProblem(unknown, sixOfAQuarter(), 1, ENFORCE));
        assertThat(placement.verdict())
                .isInstanceOfSatisfying(
                        Verdict.CapacityUnknown.class,
                        verdict -> assertThat(verdict.unknown())
                                .containsExactly("d1 (bandwidth)", "d2 (bandwidth)", "d3 (bandwidth)"));
        assertThat(placement.directors()).allMatch(load -> load.active() == 2);
    }

    @Test
    void units_without_demand_are_balanced_by_count() {
        List<Unit> units = IntStream.range(0, 6)
                .mapToObj(i -> new Unit("u" + i, "g", Amounts.UNKNOWN, List.of()))
                .toList();
        assertThat(place(THREE, units).directors()).allMatch(load -> load.active() == 2);
    }

    @Test
    void without_any_available_director_there_is_no_placement() {
        Placement placement = place(List.of(director("d1", SILENT)), sixOfAQuarter());
        assertThat(placement.verdict()).isInstanceOf(Verdict.NoDirector.class);
    }

    @Test
    void a_running_unit_moves_when_nothing_else_makes_room() {
        List<Unit> units = List.of(
                new Unit("a", "a", Amounts.ofBandwidth(400_000_000), List.of("d1", "d2", "d3")),
                new Unit("b", "b", Amounts.ofBandwidth(700_000_000), List.of("d1", "d2", "d3")));
        Placement placement = Placer.place(new PlacementProblem(THREE, units, 0, WARN));
        assertThat(placement.moved()).hasSize(1);
        assertThat(placement.verdict()).isInstanceOf(Verdict.Fits.class);
    }

    /** Four directors, two losses: more than the steps of one search can try, so that a second one found less overload. */
    @Test
    void an_overload_that_one_search_leaves_is_less_at_once_and_not_at_the_next_look() {
        List<Director> directors = IntStream.range(0, 4)
                .mapToObj(i -> new Director("d" + i, Amounts.ofBandwidth(10), AVAILABLE))
                .toList();
        List<Unit> units = List.of(
                new Unit("u0", "u0", Amounts.ofBandwidth(3), List.of()),
                new Unit("u1", "u1", Amounts.ofBandwidth(1), List.of()),
                new Unit("u2", "u2", Amounts.ofBandwidth(2), List.of()),
                new Unit("u3", "u3", Amounts.ofBandwidth(2), List.of("d2", "d0", "d1", "d3")),
                new Unit("u4", "u4", Amounts.ofBandwidth(6), List.of()),
                new Unit("u5", "u5", Amounts.ofBandwidth(2), List.of()),
                new Unit("u6", "u6", Amounts.ofBandwidth(2), List.of("d3", "d0", "d2", "d1")),
                new Unit("u7", "u7", Amounts.ofBandwidth(4), List.of("d0", "d2", "d1", "d3")));
        Placement placement = Placer.place(new PlacementProblem(directors, units, 2, WARN));
        Placement again = Placer.place(new PlacementProblem(directors, settled(units, placement), 2, WARN));
        assertThat(again.units()).allMatch(unit -> unit.change() instanceof Change.Kept);
    }

    @Test
    void a_unit_named_twice_is_no_problem_to_solve() {
        assertThatThrownBy(() -> place(THREE, List.of(newcomer("a", 1), newcomer("a", 1))))
                .hasMessage("unit a is named twice but names must be unique");
    }

    @Test
    void priorities_fall_by_rank_and_stay_above_unconfirmed_plans() {
        assertThat(IntStream.rangeClosed(1, FailoverPriority.MAXIMUM_MEMBERS)
                        .map(FailoverPriority::ofRank)
                        .boxed())
                .startsWith(250, 240, 225, 210, 195)
                .isSortedAccordingTo(Comparator.reverseOrder())
                .doesNotHaveDuplicates()
                .last()
                .isEqualTo(32);
    }
}
