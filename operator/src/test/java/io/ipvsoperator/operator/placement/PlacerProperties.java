package io.ipvsoperator.operator.placement;

import static io.ipvsoperator.operator.placement.PlacementProblem.Policy.ENFORCE;
import static io.ipvsoperator.operator.placement.PlacementProblem.Policy.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.placement.Placement.PlacedUnit;
import io.ipvsoperator.operator.placement.search.Fraction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlacerProperties {
    /** Three directors and few units: all that the oracle can try. */
    @Provide
    Arbitrary<PlacementProblem> tiny() {
        return problems(3, 3, 4, 2);
    }

    @Provide
    Arbitrary<PlacementProblem> small() {
        return problems(2, 5, 10, 2);
    }

    /** Each newcomer is a search of its own where admissions are decided one by one. */
    @Provide
    Arbitrary<PlacementProblem> few() {
        return problems(2, 5, 6, 2);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.MIXIN)
    void tiny_problems_are_solved_as_well_as_trying_everything(@ForAll("tiny") PlacementProblem problem) {
        Oracle oracle = new Oracle(problem);
        Oracle.Judged best = oracle.best();
        Oracle.Judged placed = oracle.judge(orders(problem, Placer.place(problem)));
        assertThat(placed.cost()).isEqualByComparingTo(best.cost());
        assertThat(placed.normal()).isEqualByComparingTo(best.normal());
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.MIXIN)
    void what_is_said_to_fit_overloads_nobody(@ForAll("small") PlacementProblem problem) {
        Placement placement = Placer.place(problem);
        Oracle.Judged judged = new Oracle(problem).judge(orders(problem, placement));
        boolean fits = judged.cost().overloads().stream().allMatch(overload -> overload.compareTo(BigDecimal.ONE) == 0);
        assertThat(placement.verdict() instanceof Verdict.Fits).isEqualTo(fits);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.MIXIN)
    void an_answer_that_fits_or_is_exact_placed_again_is_the_answer(@ForAll("small") PlacementProblem problem) {
        Placement placement = Placer.place(problem);
        if (placement.verdict() instanceof Verdict.Fits || placement.exact()) {
            Placement again = Placer.place(settled(problem, placement));
            assertThat(again.units().stream().map(PlacedUnit::order))
                    .containsExactlyElementsOf(
                            placement.units().stream().map(PlacedUnit::order).toList());
            assertThat(again.units()).allMatch(unit -> unit.change() instanceof Change.Kept);
        }
    }

    @Property(tries = 75, edgeCases = EdgeCasesMode.MIXIN)
    void the_order_of_the_lists_does_not_matter(@ForAll("small") PlacementProblem problem) {
        PlacementProblem reversed = new PlacementProblem(
                problem.directors().reversed(),
                problem.units().reversed(),
                problem.toleratedFailures(),
                problem.policy());
        assertThat(Placer.place(reversed)).isEqualTo(Placer.place(problem));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.MIXIN)
    void enforcing_never_makes_what_fits_overloaded(@ForAll("few") PlacementProblem problem) {
        PlacementProblem enforced =
                new PlacementProblem(problem.directors(), problem.units(), problem.toleratedFailures(), ENFORCE);
        List<Unit> residents =
                problem.units().stream().filter(unit -> !unit.newcomer()).toList();
        Placement before =
                Placer.place(new PlacementProblem(problem.directors(), residents, problem.toleratedFailures(), WARN));
        Placement after = Placer.place(enforced);
        if (before.verdict() instanceof Verdict.Fits) {
            assertThat(after.verdict()).isInstanceOf(Verdict.Fits.class);
        }
        assertThat(after.units().stream().map(PlacedUnit::name))
                .containsAll(residents.stream().map(Unit::name).toList());
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.MIXIN)
    void no_placement_is_below_the_bound(@ForAll("small") PlacementProblem problem) {
        Placement placement = Placer.place(problem);
        assertThat(placement.worst().orElseThrow().utilization().orElseThrow())
                .isGreaterThanOrEqualTo(placement.bound().share());
    }

    /** Some demands and capacities are unknown, in two dimensions. */
    @Provide
    Arbitrary<PlacementProblem> patchy() {
        Arbitrary<OptionalLong> amount = Arbitraries.oneOf(
                Arbitraries.just(OptionalLong.empty()),
                Arbitraries.longs().between(1, 20).map(OptionalLong::of));
        Arbitrary<Amounts> amounts = Combinators.combine(amount, amount)
                .as((bandwidth, packets) -> new Amounts(bandwidth, packets, OptionalLong.empty()));
        return Combinators.combine(
                        amounts.list().ofSize(3),
                        Combinators.combine(unit(3), amounts)
                                .as(Unit::withDemand)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(6))
                .as((capacities, units) -> new PlacementProblem(
                        IntStream.range(0, 3)
                                .mapToObj(
                                        i -> new Director("d" + i, capacities.get(i), Director.Availability.AVAILABLE))
                                .toList(),
                        named(units),
                        1,
                        WARN));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void no_placement_is_below_the_bound_where_not_everything_is_known(@ForAll("patchy") PlacementProblem problem) {
        Placement placement = Placer.place(problem);
        assertThat(placement.worst().flatMap(Peak::utilization).orElse(Fraction.ZERO))
                .isGreaterThanOrEqualTo(placement.bound().share());
    }

    private static Arbitrary<PlacementProblem> problems(int fewest, int most, int units, int losses) {
        return Arbitraries.integers()
                .between(fewest, most)
                .flatMap(count -> Combinators.combine(
                                directors(count),
                                unit(count).list().ofMinSize(1).ofMaxSize(units),
                                Arbitraries.integers().between(0, losses))
                        .as((directors, made, tolerated) ->
                                new PlacementProblem(directors, named(made), Math.min(tolerated, count - 1), WARN)));
    }

    private static Arbitrary<List<Director>> directors(int count) {
        return Arbitraries.of(10L, 10L, 20L, 15L)
                .list()
                .ofSize(count)
                .map(capacities -> IntStream.range(0, count)
                        .mapToObj(i -> new Director(
                                "d" + i, Amounts.ofBandwidth(capacities.get(i)), Director.Availability.AVAILABLE))
                        .toList());
    }

    private static Arbitrary<Unit> unit(int directors) {
        List<String> names =
                IntStream.range(0, directors).mapToObj(i -> "d" + i).toList();
        Arbitrary<List<String>> order = Arbitraries.oneOf(
                Arbitraries.just(List.of()), Arbitraries.shuffle(names).map(List::copyOf));
        return Combinators.combine(Arbitraries.longs().between(1, 6), order)
                .as((demand, current) -> new Unit("unnamed", "group", Amounts.ofBandwidth(demand), current));
    }

    private static List<Unit> named(List<Unit> units) {
        return IntStream.range(0, units.size())
                .mapToObj(i -> new Unit(
                        "u" + i, "g" + i, units.get(i).demand(), units.get(i).order()))
                .toList();
    }

    private static List<List<String>> orders(PlacementProblem problem, Placement placement) {
        List<List<String>> orders = new ArrayList<>();
        for (Unit unit : problem.units()) {
            orders.add(order(placement, unit.name()));
        }
        return orders;
    }

    private static List<String> order(Placement placement, String unit) {
        return placement.units().stream()
                .filter(placed -> placed.name().equals(unit))
                .findFirst()
                .orElseThrow()
                .order();
    }

    private static PlacementProblem settled(PlacementProblem problem, Placement placement) {
        List<Unit> units = problem.units().stream()
                .map(unit -> new Unit(unit.name(), unit.group(), unit.demand(), order(placement, unit.name())))
                .sorted(Comparator.comparing(Unit::name))
                .toList();
        return new PlacementProblem(problem.directors(), units, problem.toleratedFailures(), problem.policy());
    }
}
