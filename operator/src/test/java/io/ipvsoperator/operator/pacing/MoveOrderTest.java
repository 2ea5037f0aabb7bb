package io.ipvsoperator.operator.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Unit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two directors of 10, no tolerated loss; units by name and demand. */
class MoveOrderTest {
    private static final List<String> ON_D1 = List.of("d1", "d2");
    private static final List<String> ON_D2 = List.of("d2", "d1");

    private static Unit unit(String name, long demand, List<String> order) {
        return new Unit(name, name, Amounts.ofBandwidth(demand), order);
    }

    private static PlacementProblem problem(Unit... units) {
        return new PlacementProblem(
                List.of(director("d1"), director("d2")), List.of(units), 0, PlacementProblem.Policy.WARN);
    }

    private static Director director(String name) {
        return new Director(name, Amounts.ofBandwidth(10), Director.Availability.AVAILABLE);
    }

    /** d1 carries 7 and d2 carries 8. With a on d2 first that has 13; with b on d1 first that has 9. */
    @Test
    void of_two_that_change_places_the_one_comes_first_after_which_nobody_is_overloaded() {
        PlacementProblem problem =
                problem(unit("a", 5, ON_D1), unit("c", 2, ON_D1), unit("b", 2, ON_D2), unit("d", 6, ON_D2));
        Move there = new Move("a", "d1", "d2", "");
        Move back = new Move("b", "d2", "d1", "");
        MoveOrder order = new MoveOrder(problem, Map.of("a", ON_D2, "b", ON_D1));

        assertThat(order.of(List.of(there, back))).containsExactly(back, there);
    }

    @Test
    void a_move_goes_on_where_another_can_not_be_made_now() {
        PlacementProblem problem =
                problem(unit("a", 2, ON_D1), unit("c", 4, ON_D1), unit("b", 2, ON_D1), unit("d", 1, ON_D2));
        Move first = new Move("a", "d1", "d2", "");
        Move second = new Move("b", "d1", "d2", "");
        MoveOrder order = new MoveOrder(problem, Map.of("a", ON_D2, "b", ON_D2));

        assertThat(order.of(List.of(first, second), lowered("a", "d2"))).containsExactly(second, first);
    }

    @Test
    void a_move_that_counts_on_one_that_can_not_be_made_now_waits_too() {
        PlacementProblem problem =
                problem(unit("a", 5, ON_D1), unit("c", 2, ON_D1), unit("b", 2, ON_D2), unit("d", 6, ON_D2));
        Move there = new Move("a", "d1", "d2", "");
        Move back = new Move("b", "d2", "d1", "");
        MoveOrder order = new MoveOrder(problem, Map.of("a", ON_D2, "b", ON_D1));

        assertThat(order.of(List.of(there, back), lowered("b", "d1"))).containsExactly(back, there);
    }

    private static Surroundings lowered(String unit, String director) {
        return new Surroundings(Set.of(), Set.of(), Map.of(unit, Set.of(director)));
    }

    @Test
    void a_reordering_that_counts_on_a_move_waits_for_it() {
        PlacementProblem problem = new PlacementProblem(
                List.of(director("d1"), director("d2"), director("d3")),
                List.of(
                        unit("a", 6, List.of("d1", "d3", "d2")),
                        unit("b", 6, List.of("d2", "d3", "d1")),
                        unit("c", 3, List.of("d3", "d1", "d2"))),
                1,
                PlacementProblem.Policy.WARN);
        MoveOrder order = new MoveOrder(problem, Map.of("b", List.of("d2", "d1", "d3")));

        assertThat(order.mayGoFirst(Set.of("b"))).isFalse();
    }

    @Test
    void a_reordering_that_overloads_nobody_goes_first() {
        PlacementProblem problem = problem(unit("a", 5, ON_D1), unit("b", 5, ON_D2));

        assertThat(new MoveOrder(problem, Map.of()).mayGoFirst(Set.of("a"))).isTrue();
    }
}
