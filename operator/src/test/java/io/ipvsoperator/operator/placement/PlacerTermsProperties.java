package io.ipvsoperator.operator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.placement.Placement.PlacedUnit;
import io.ipvsoperator.operator.placement.search.Fraction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Four directors, one tolerated loss, units that ask for things. */
class PlacerTermsProperties {
    private static final List<String> NAMES = List.of("d0", "d1", "d2", "d3");

    @Provide
    Arbitrary<PlacementProblem> problems() {
        Arbitrary<Terms> terms = Arbitraries.oneOf(
                Arbitraries.just(Terms.NONE),
                Arbitraries.of(NAMES).map(Terms.NONE::pinnedTo),
                Arbitraries.of(NAMES).set().ofMinSize(2).ofMaxSize(3).map(Terms.NONE::allowedOn));
        Arbitrary<List<String>> orders = Arbitraries.oneOf(
                Arbitraries.just(List.of()), Arbitraries.shuffle(NAMES).map(List::copyOf));
        Arbitrary<Unit> unit = Combinators.combine(Arbitraries.longs().between(1, 5), orders, terms)
                .as((demand, order, asked) -> new Unit("unnamed", "web", Amounts.ofBandwidth(demand), order).on(asked));
        return unit.list().ofMinSize(1).ofMaxSize(7).map(PlacerTermsProperties::problem);
    }

    private static PlacementProblem problem(List<Unit> units) {
        List<Director> directors = NAMES.stream()
                .map(name -> new Director(name, Amounts.ofBandwidth(12), Director.Availability.AVAILABLE))
                .toList();
        List<Unit> named = IntStream.range(0, units.size())
                .mapToObj(i -> new Unit(
                                "u" + i,
                                "web",
                                units.get(i).demand(),
                                units.get(i).order())
                        .on(units.get(i).terms()))
                .toList();
        return new PlacementProblem(directors, named, 1, PlacementProblem.Policy.WARN);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void pins_and_allowed_directors_are_kept_to(@ForAll("problems") PlacementProblem problem) {
        Map<String, List<String>> orders = orders(Placer.place(problem));
        for (Unit unit : problem.units()) {
            List<String> serving = orders.getOrDefault(unit.name(), List.of()).subList(0, 2);
            unit.terms().pin().ifPresent(pin -> assertThat(serving).startsWith(pin));
            if (!unit.terms().allowed().isEmpty()) {
                assertThat(unit.terms().allowed()).containsAll(serving);
            }
        }
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void every_change_to_what_runs_has_a_reason(@ForAll("problems") PlacementProblem problem) {
        assertThat(Placer.place(problem).units())
                .allSatisfy(unit -> assertThat(unit.change().reason()).isNotBlank());
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void new_units_need_no_more_routers_than_there_may_be(@ForAll("problems") PlacementProblem problem) {
        List<Unit> fresh = problem.units().stream()
                .map(unit -> unit.withOrder(List.of()).on(Terms.NONE))
                .toList();
        Placement placement = Placer.place(problem.withUnits(fresh).with(IdentifierBudget.of(3)));
        assertThat(placement.identifiers().get(AddressFamily.IPV4)).isLessThanOrEqualTo(3);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void addresses_of_a_spread_service_share_out_the_directors(@ForAll("problems") PlacementProblem problem) {
        List<Unit> fresh = problem.units().stream()
                .map(unit -> unit.withOrder(List.of()).on(Terms.NONE))
                .toList();
        Placement placement = Placer.place(problem.withUnits(fresh).spreading(Set.of("web")));
        Map<String, Integer> active = new HashMap<>();
        placement.units().forEach(unit -> active.merge(unit.order().getFirst(), 1, Integer::sum));
        assertThat(active.values()).allMatch(count -> count <= Math.ceilDiv(fresh.size(), 4));
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void improving_moves_no_more_than_it_may_and_never_makes_the_worst_case_worse(
            @ForAll("problems") PlacementProblem problem) {
        Placement kept = Placer.place(problem);
        Placement improved = Placer.place(problem.with(new Mode.Improve(2, 0)));
        assertThat(improved.moved().size()).isLessThanOrEqualTo(kept.moved().size() + 2);
        assertThat(share(improved)).isLessThanOrEqualTo(share(kept));
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void improving_changes_something_only_if_the_worst_case_falls_by_as_much_as_is_asked(
            @ForAll("problems") PlacementProblem problem) {
        Placement kept = Placer.place(problem);
        Placement improved = Placer.place(problem.with(new Mode.Improve(3, 5)));
        assertThat(orders(improved))
                .satisfiesAnyOf(
                        orders -> assertThat(orders).isEqualTo(orders(kept)),
                        orders -> assertThat(share(improved).plus(new Fraction(5, 100)))
                                .isLessThanOrEqualTo(share(kept)));
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void the_best_worst_case_is_the_same_whatever_directors_are_called(@ForAll("problems") PlacementProblem problem) {
        List<Unit> fresh = problem.units().stream()
                .map(unit -> unit.withOrder(List.of()).on(Terms.NONE))
                .toList();
        Placement placement = Placer.place(problem.withUnits(fresh));
        List<Director> renamed = problem.directors().stream()
                .map(director -> new Director(
                        "x" + (9 - NAMES.indexOf(director.name())), director.capacity(), director.availability()))
                .toList();
        Placement other = Placer.place(problem.withUnits(fresh).withDirectors(renamed));
        assertThat(share(other)).isEqualByComparingTo(share(placement));
    }

    private static Fraction share(Placement placement) {
        return placement.worst().orElseThrow().utilization().orElseThrow();
    }

    private static Map<String, List<String>> orders(Placement placement) {
        Map<String, List<String>> orders = new HashMap<>();
        for (PlacedUnit unit : placement.units()) {
            orders.put(unit.name(), unit.order());
        }
        return orders;
    }
}
