package io.ipvsoperator.operator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.placement.benchmark.Family;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The families of problems on which simpler rules go wrong, large enough that nothing is exhaustive. */
class AdversarialPlacementTest {
    @TestFactory
    Stream<DynamicTest> a_family_in_one_dimension_or_on_equal_directors_ends_within_one_percent_of_the_bound() {
        return Arrays.stream(Family.values())
                .filter(family -> family != Family.THREE_MIXED)
                .map(family -> DynamicTest.dynamicTest(family.title(), () -> {
                    Placement placement = Placer.place(family.problem(2_000, 12, 1, 132));
                    assertThat(placement.gapPercent()).isLessThanOrEqualTo(BigDecimal.ONE);
                }));
    }

    @Test
    void vectors_of_which_none_dominates_fit_where_the_bound_says_that_a_fifth_is_free() {
        assertThat(Placer.place(Family.THREE_MIXED.problem(2_000, 12, 1, 132)).verdict())
                .isInstanceOf(Verdict.Fits.class);
    }

    @Test
    void a_director_lost_for_good_leaves_orders_without_it_alone_that_overload_nobody() {
        PlacementProblem problem = Family.UNIFORM.problem(2_000, 12, 1, 132);
        Map<String, List<String>> orders = new HashMap<>();
        Placer.place(problem).units().forEach(unit -> orders.put(unit.name(), unit.order()));
        List<Unit> standing = problem.units().stream()
                .map(unit -> unit.withOrder(orders.getOrDefault(unit.name(), List.of())))
                .toList();
        Placement placement = Placer.place(
                problem.withUnits(standing).withDirectors(problem.directors().subList(0, 11)));
        assertThat(placement.verdict()).isInstanceOf(Verdict.Fits.class);
        assertThat(placement.moved()).isEmpty();
    }
}
