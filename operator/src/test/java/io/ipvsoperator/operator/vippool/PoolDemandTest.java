package io.ipvsoperator.operator.vippool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.crds.DemandComparison;
import io.ipvsoperator.crds.Load;
import io.ipvsoperator.operator.demand.Comparison;
import io.ipvsoperator.operator.kubernetes.Conditions;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolDemandTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String AT = "2026-02-28T00:00:00Z";

    private final PoolFixture fixture = new PoolFixture();

    private void declaring(String demand) {
        fixture.services =
                List.of(Given.service("scheduler: {name: rr}", "scheduler: {name: rr}\n  demand: " + demand));
        fixture.routers =
                decide().plan().routers().stream().map(PoolFixture::published).toList();
    }

    private void measuring(long bandwidth) {
        fixture.directors = List.of(
                Given.measuring(PoolFixture.director("d1", 0), "edge-33-v4", "10.9.0.200", bandwidth, 1, AT),
                PoolFixture.director("d2", 0),
                PoolFixture.director("d3", 0));
    }

    private PoolDecision decide() {
        return PoolDecision.decide(fixture.inputs(), new PlacementMemory(), NOW);
    }

    private Condition condition() {
        return Conditions.find(
                        new PoolStatusReport(fixture.pool, decide()).status(NOW).conditions(), Comparison.CONDITION)
                .orElseThrow();
    }

    private String verdict() {
        return condition().getStatus() + " " + condition().getReason();
    }

    @Test
    void before_a_measurement_nobody_knows() {
        declaring("{bandwidth: 500M}");
        assertThat(verdict()).isEqualTo("Unknown NotMeasured");
    }

    @Test
    void peaks_that_directors_can_carry_are_within_the_plan() {
        declaring("{bandwidth: 500M}");
        measuring(420_000_000);
        assertThat(verdict()).isEqualTo("True WithinPlan");
        assertThat(condition().getMessage()).contains("420 Mbit/s", "42 % of 1 Gbit/s");
    }

    @Test
    void a_service_that_exceeds_is_named_with_what_to_declare() {
        declaring("{bandwidth: 500M}");
        measuring(720_000_000);
        assertThat(verdict()).isEqualTo("False DemandExceeded");
        assertThat(condition().getMessage()).contains("VirtualService shop/web", "declare demand.bandwidth: 720M");
    }

    @Test
    void peaks_that_a_director_cannot_carry_are_an_overload() {
        declaring("{bandwidth: 2G}");
        measuring(1_200_000_000);
        assertThat(verdict()).isEqualTo("False MeasuredOverload");
        assertThat(condition().getMessage()).contains("1.2 Gbit/s", "120 % of 1 Gbit/s");
    }

    @Test
    void what_is_kept_free_is_not_there_for_peaks_either() {
        fixture.pool = Given.pool("capacity: {bandwidth: 1G}}", "capacity: {bandwidth: 1G}, keepFreePercent: 10}");
        declaring("{bandwidth: 950M}");
        measuring(950_000_000);
        assertThat(condition().getMessage()).contains("106 % of 900 Mbit/s (10 % of 1 Gbit/s kept free)");
    }

    @Test
    void declared_and_measured_stand_side_by_side() {
        declaring("{bandwidth: 500M}");
        measuring(420_000_000);
        assertThat(new PoolStatusReport(fixture.pool, decide()).status(NOW).demand())
                .isEqualTo(
                        new DemandComparison(new Load(500_000_000L, null, null), new Load(420_000_000L, 0L, 1L), AT));
    }

    @Test
    void what_is_measured_moves_nothing() {
        declaring("{bandwidth: 500M}");
        var before = decide().plan().routers();
        measuring(5_000_000_000L);
        assertThat(decide().plan().routers()).isEqualTo(before);
    }
}
