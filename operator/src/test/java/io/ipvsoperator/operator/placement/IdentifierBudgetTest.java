package io.ipvsoperator.operator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.address.AddressFamily;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Problems in which virtual router identifiers are as few as can be. */
class IdentifierBudgetTest {
    private static Director director(String name, long bandwidth) {
        return new Director(name, Amounts.ofBandwidth(bandwidth), Director.Availability.AVAILABLE);
    }

    private static Unit unit(String name, long demand, String... order) {
        return new Unit(name, name, Amounts.ofBandwidth(demand), List.of(order));
    }

    private static Placement place(int losses, int identifiers, List<Director> directors, Unit... units) {
        return Placer.place(problem(losses, identifiers, directors, units));
    }

    private static PlacementProblem problem(int losses, int identifiers, List<Director> directors, Unit... units) {
        return new PlacementProblem(directors, List.of(units), losses, PlacementProblem.Policy.WARN)
                .with(IdentifierBudget.of(identifiers));
    }

    private static final List<Director> THREE = List.of(director("d0", 9), director("d1", 9), director("d2", 9));

    @Test
    void nobody_joins_the_router_that_units_have_together() {
        Unit together = unit("a", 3).on(Terms.NONE.togetherAs("x"));
        Placement placement = place(1, 2, THREE, together, unit("b", 2), unit("c", 1));
        assertThat(placement.identifiers()).containsEntry(AddressFamily.IPV4, 2);
    }

    /** d0 and d1 have 14 and 10 of 9; d2 has room for one of them, and an identifier becomes free by its move. */
    @Test
    void orders_that_begin_alike_leave_an_identifier_when_one_of_them_is_given_up() {
        Placement placement = place(
                0,
                3,
                THREE,
                unit("u0", 2, "d0", "d1", "d2"),
                unit("u1", 7, "d0", "d1", "d2"),
                unit("u2", 3, "d0", "d2", "d1"),
                unit("u3", 3, "d1", "d0", "d2"),
                unit("u4", 4),
                unit("u5", 2),
                unit("u6", 6, "d1", "d0", "d2"));
        assertThat(placement.verdict()).isInstanceOf(Verdict.Fits.class);
        assertThat(placement.moved()).hasSize(1);
        assertThat(placement.identifiers()).containsEntry(AddressFamily.IPV4, 3);
    }

    @Test
    void who_comes_joins_a_router_that_stands_down_to_the_last_rank() {
        Placement placement = place(1, 1, THREE, unit("a", 1, "d1", "d0", "d2"), unit("b", 1));
        assertThat(placement.units().getLast().order()).containsExactly("d1", "d0", "d2");
    }

    @Test
    void routers_that_differ_behind_the_ranks_that_matter_are_two() {
        Placement placement =
                place(0, 2, THREE, unit("a", 1, "d0", "d1", "d2"), unit("b", 1, "d0", "d2", "d1"), unit("c", 1));
        assertThat(placement.identifiers()).containsEntry(AddressFamily.IPV4, 2);
        assertThat(placement.units().getLast().order()).startsWith("d0");
    }

    /** The first to be placed would go to d2, where the other may not follow. */
    @Test
    void an_answer_within_the_budget_is_taken_though_a_better_one_is_beyond_it() {
        List<Director> directors = List.of(director("d0", 12), director("d1", 25), director("d2", 17));
        Placement placement = place(
                2,
                2,
                directors,
                unit("u0", 6).on(Terms.NONE.togetherAs("t0")),
                unit("u1", 4),
                unit("u3", 2).on(Terms.NONE.allowedOn(Set.of("d0", "d1"))));
        assertThat(placement.identifiers()).containsEntry(AddressFamily.IPV4, 2);
    }

    @Test
    void units_go_home_only_as_far_as_there_are_identifiers() {
        Placement placement = Placer.place(problem(
                        1,
                        2,
                        THREE,
                        unit("u0", 3, "d0", "d1", "d2").withHome(List.of("d1", "d2", "d0")),
                        unit("u1", 3, "d0", "d1", "d2"),
                        unit("u2", 1, "d2", "d1", "d0"))
                .with(new Mode.Restore()));
        assertThat(placement.identifiers()).containsEntry(AddressFamily.IPV4, 2);
    }

    @Test
    void a_group_that_needs_more_orders_than_there_are_identifiers_is_told() {
        List<Unit> web = List.of(
                new Unit("w1", "web", Amounts.ofBandwidth(1), List.of()),
                new Unit("w2", "web", Amounts.ofBandwidth(1), List.of()));
        PlacementProblem problem =
                problem(1, 1, THREE, web.toArray(Unit[]::new)).spreading(Set.of("web"));
        assertThat(Defects.of(problem))
                .extracting(Defect::describe)
                .containsExactly(
                        "web: 2 addresses that are spread need 2 different orders, but virtual router identifiers left"
                                + " for IPv4: 1");
    }

    /** u1 stands in an order of its own that begins as the others do; a third order would relieve d2, but there are two. */
    @Test
    void less_overload_is_no_reason_for_an_identifier_more_than_there_are() {
        PlacementProblem problem = new PlacementProblem(
                        List.of(
                                new Director("d0", amounts(19, 24), Director.Availability.AVAILABLE),
                                new Director("d1", amounts(15, 17), Director.Availability.MAINTENANCE),
                                new Director("d2", amounts(15, 13), Director.Availability.AVAILABLE)),
                        List.of(
                                new Unit("u0", "g0", amounts(8, 11), List.of("d2", "d0", "d1")),
                                new Unit("u1", "g1", amounts(5, 3), List.of("d1", "d2", "d0")),
                                new Unit("u2", "g2", amounts(7, 9), List.of("d2", "d0", "d1")),
                                new Unit("u3", "g3", amounts(11, 3), List.of("d2", "d0", "d1"))),
                        1,
                        PlacementProblem.Policy.WARN)
                .with(IdentifierBudget.of(2));
        Placement placement = Placer.place(problem);
        assertThat(placement.identifiers().get(AddressFamily.IPV4)).isLessThanOrEqualTo(2);
        assertThat(placement.moved()).hasSize(3);
    }

    private static Amounts amounts(long bandwidth, long packets) {
        return new Amounts(OptionalLong.of(bandwidth), OptionalLong.of(packets), OptionalLong.empty());
    }
}
