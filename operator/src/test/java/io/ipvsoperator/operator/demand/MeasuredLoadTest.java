package io.ipvsoperator.operator.demand;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.demand.MeasuredLoad.Unit;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.Director.Availability;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredLoadTest {
    private static final List<Director> THREE = List.of(director("d1"), director("d2"), director("d3"));

    private static Director director(String name) {
        return new Director(name, Amounts.ofBandwidth(1_000), Availability.AVAILABLE);
    }

    private static Unit unit(long bandwidth, String... order) {
        return new Unit(Arrays.asList(order), Amounts.ofBandwidth(bandwidth));
    }

    @Test
    void without_a_loss_each_carries_its_own() {
        MeasuredLoad load = new MeasuredLoad(List.of(unit(600, "d1", "d2", "d3"), unit(500, "d2", "d1", "d3")), THREE);
        assertThat(load.worst(0)).hasValueSatisfying(peak -> {
            assertThat(peak.lost()).isEmpty();
            assertThat(peak.load()).isEqualTo(600);
        });
    }

    @Test
    void the_worst_loss_and_its_survivor_are_named() {
        MeasuredLoad load = new MeasuredLoad(List.of(unit(600, "d1", "d2", "d3"), unit(500, "d2", "d1", "d3")), THREE);
        assertThat(load.worst(1))
                .hasValueSatisfying(peak ->
                        assertThat(peak.describe()).isEqualTo("losing d1 puts 1.1 kbit/s on d2: 110 % of 1 kbit/s"));
    }

    @Test
    void two_losses_are_worse_than_one() {
        MeasuredLoad load = new MeasuredLoad(
                List.of(unit(600, "d1", "d2", "d3"), unit(500, "d2", "d1", "d3"), unit(100, "d3", "d1", "d2")), THREE);
        assertThat(load.worst(2))
                .hasValueSatisfying(peak -> assertThat(peak.load()).isEqualTo(1_200));
    }

    @Test
    void somebody_survives_even_if_more_losses_are_tolerated_than_there_are_directors() {
        MeasuredLoad load = new MeasuredLoad(List.of(unit(600, "d1", "d2", "d3")), THREE);
        assertThat(load.worst(3))
                .hasValueSatisfying(peak -> assertThat(peak.load()).isEqualTo(600));
    }

    @Test
    void a_director_that_is_away_carries_nothing() {
        MeasuredLoad load = new MeasuredLoad(
                List.of(unit(600, "d1", "d2")),
                List.of(new Director("d1", Amounts.ofBandwidth(1_000), Availability.SILENT), director("d2")));
        assertThat(load.worst(0))
                .hasValueSatisfying(peak -> assertThat(peak.director()).isEqualTo("d2"));
    }

    @Test
    void a_director_that_is_away_is_one_of_the_losses() {
        MeasuredLoad load = new MeasuredLoad(
                List.of(unit(600, "d2", "d3", "d1"), unit(500, "d3", "d2", "d1")),
                List.of(
                        new Director("d1", Amounts.ofBandwidth(1_000), Availability.MAINTENANCE),
                        director("d2"),
                        director("d3")));
        assertThat(load.worst(1))
                .hasValueSatisfying(peak -> assertThat(peak.load()).isEqualTo(600));
    }

    @Test
    void without_a_director_there_is_no_load() {
        assertThat(new MeasuredLoad(List.of(unit(600, "d1")), List.of()).worst(1))
                .isEmpty();
    }

    @Test
    void an_unknown_capacity_is_not_overloaded() {
        MeasuredLoad load = new MeasuredLoad(
                List.of(unit(600, "d1")), List.of(new Director("d1", Amounts.UNKNOWN, Availability.AVAILABLE)));
        assertThat(load.worst(0)).isEmpty();
    }
}
