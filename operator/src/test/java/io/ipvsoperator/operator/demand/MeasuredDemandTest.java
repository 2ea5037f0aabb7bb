package io.ipvsoperator.operator.demand;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MeasuredDemandTest {
    private static Director having(String name, long bandwidth, long connections, String at) {
        return Given.measuring(
                Given.director(name, "10.9.0.11", 0), "edge-33-v4", "10.9.0.200", bandwidth, connections, at);
    }

    private static Amounts peak(long bandwidth, long connections) {
        return new Amounts(OptionalLong.of(bandwidth), OptionalLong.of(0), OptionalLong.of(connections));
    }

    @Test
    void after_a_failover_two_directors_remember_one_demand() {
        MeasuredDemand measured = MeasuredDemand.of(
                List.of(having("d1", 700, 3, "2026-01-01T00:00:00Z"), having("d2", 600, 5, "2026-01-01T00:00:00Z")));
        assertThat(measured.routers()).containsEntry("edge-33-v4", peak(700, 5));
    }

    @Test
    void an_address_has_the_highest_peak_of_any_director() {
        MeasuredDemand measured = MeasuredDemand.of(
                List.of(having("d1", 700, 3, "2026-01-01T00:00:00Z"), having("d2", 600, 5, "2026-01-01T00:00:00Z")));
        assertThat(measured.addresses()).containsEntry(IpAddress.of("10.9.0.200"), peak(700, 5));
    }

    @Test
    void the_latest_report_dates_the_measurement() {
        MeasuredDemand measured = MeasuredDemand.of(
                List.of(having("d1", 700, 3, "2026-01-01T00:00:00Z"), having("d2", 600, 5, "2026-01-01T00:10:00Z")));
        assertThat(measured.at()).contains(Instant.parse("2026-01-01T00:10:00Z"));
    }

    @Test
    void directors_that_have_not_measured_yet_say_nothing() {
        assertThat(MeasuredDemand.of(List.of(Given.director("d1", "10.9.0.11", 0)))
                        .at())
                .isEmpty();
    }
}
