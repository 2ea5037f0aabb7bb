package io.ipvsoperator.operator.plan.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.PlacementProblem;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SuppositionTest {
    @Test
    void an_added_service_is_spread_over_directors_of_one_capacity() {
        assertThat(added(2, 1_000, 1_000).spread()).containsExactly("a service");
    }

    @Test
    void over_directors_of_different_size_it_is_not_spread() {
        assertThat(added(2, 1_000, 2_000).spread()).isEmpty();
    }

    @Test
    void one_address_is_nothing_to_spread() {
        assertThat(added(1, 1_000, 1_000).spread()).isEmpty();
    }

    private static PlacementProblem added(int addresses, long... capacities) {
        List<Director> directors = LongStream.range(0, capacities.length)
                .mapToObj(number -> new Director(
                        "d" + number, Amounts.ofBandwidth(capacities[(int) number]), Director.Availability.AVAILABLE))
                .toList();
        return new Supposition.Served("a service", Amounts.ofBandwidth(100), OptionalInt.of(addresses))
                .in(new PlacementProblem(directors, List.of(), 1, PlacementProblem.Policy.WARN));
    }
}
