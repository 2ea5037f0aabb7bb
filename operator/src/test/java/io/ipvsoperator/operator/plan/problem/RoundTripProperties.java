package io.ipvsoperator.operator.plan.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.IdentifierBudget;
import io.ipvsoperator.operator.placement.Mode;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Terms;
import io.ipvsoperator.operator.placement.Unit;
import io.ipvsoperator.operator.plan.report.Solved;
import io.ipvsoperator.operator.plan.report.SolvedJson;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripProperties {
    private static final List<String> NAMES = List.of("d0", "d1", "d2", "d3");

    @Provide
    Arbitrary<PlacementProblem> problems() {
        Arbitrary<Terms> terms = Arbitraries.oneOf(
                Arbitraries.just(Terms.NONE),
                Arbitraries.of(NAMES).map(Terms.NONE::pinnedTo),
                Arbitraries.of(NAMES).set().ofMinSize(2).ofMaxSize(3).map(Terms.NONE::allowedOn),
                Arbitraries.of("1", "key").map(Terms.NONE::togetherAs),
                Arbitraries.of(AddressFamily.class).set().ofMinSize(1).map(Terms.NONE::in));
        Arbitrary<List<String>> orders = Arbitraries.oneOf(
                Arbitraries.just(List.of()), Arbitraries.shuffle(NAMES).map(List::copyOf));
        Arbitrary<Unit> unit = Combinators.combine(amounts(0), orders, orders, terms, Arbitraries.of("web", "mail"))
                .as((demand, order, home, asked, group) ->
                        new Unit("unnamed", group, demand, order).withHome(home).on(asked));
        Arbitrary<Mode> modes = Arbitraries.of(new Mode.Keep(), new Mode.Restore(), new Mode.Improve(2, 5));
        Arbitrary<IdentifierBudget> budgets = Arbitraries.of(
                IdentifierBudget.UNLIMITED,
                IdentifierBudget.of(64),
                new IdentifierBudget(OptionalInt.of(32), Map.of(AddressFamily.IPV6, 2)));
        return Combinators.combine(
                        unit.list().ofMinSize(1).ofMaxSize(6),
                        amounts(1).list().ofSize(NAMES.size()),
                        Arbitraries.of(Director.Availability.class),
                        Arbitraries.of(PlacementProblem.Policy.class),
                        modes,
                        budgets)
                .as(RoundTripProperties::problem);
    }

    private static Arbitrary<Amounts> amounts(long least) {
        Arbitrary<OptionalLong> amount = Arbitraries.oneOf(
                Arbitraries.just(OptionalLong.empty()),
                Arbitraries.longs().between(least, 2_000_000_000L).map(OptionalLong::of));
        return Combinators.combine(amount, amount, amount).as(Amounts::new);
    }

    private static PlacementProblem problem(
            List<Unit> units,
            List<Amounts> capacities,
            Director.Availability last,
            PlacementProblem.Policy policy,
            Mode mode,
            IdentifierBudget budget) {
        List<Director> directors = IntStream.range(0, NAMES.size())
                .mapToObj(i ->
                        new Director(NAMES.get(i), capacities.get(i), i == 3 ? last : Director.Availability.AVAILABLE))
                .toList();
        List<Unit> named = IntStream.range(0, units.size())
                .mapToObj(i -> {
                    Unit unit = units.get(i);
                    return new Unit("u" + i, unit.group(), unit.demand(), unit.order())
                            .withHome(unit.home())
                            .on(unit.terms());
                })
                .toList();
        Set<String> spread = Set.of(named.getFirst().group());
        return new PlacementProblem(directors, named, 1, policy, mode, budget, spread);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void a_problem_that_is_written_reads_as_the_same(@ForAll("problems") PlacementProblem problem) {
        String text = ProblemWriter.write(problem).toString();
        assertThat(ProblemReader.read("problem.json", text)).isEqualTo(problem);
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void orders_of_an_answer_given_back_as_present_orders_move_nothing(@ForAll("problems") PlacementProblem problem) {
        // What is spread unevenly already may stay so, and a unit that leaves makes room for another: an answer may
        // allow a better one.
        PlacementProblem keeping =
                problem.with(new Mode.Keep()).with(PlacementProblem.Policy.WARN).spreading(Set.of());
        JsonNode answer = SolvedJson.of(Solved.of(keeping));
        // Terms that contradict each other can't all be met, and which of them are is not promised to stay.
        Assume.that(answer.path("defects").isEmpty());
        JsonNode again = SolvedJson.of(Solved.of(
                ProblemReader.read("problem.json", withOrders(keeping, answer).toString())));
        assertThat(again.at("/changes/moved").asInt()).isZero();
    }

    private static ObjectNode withOrders(PlacementProblem problem, JsonNode answer) {
        ObjectNode orders = JsonNodeFactory.instance.objectNode();
        answer.path("units").forEach(unit -> orders.set(unit.path("name").asText(), unit.path("order")));
        ObjectNode node = ProblemWriter.write(problem);
        node.path("units").forEach(unit -> ((ObjectNode) unit).remove("order"));
        return node.set("orders", orders);
    }
}
