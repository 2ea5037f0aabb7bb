package io.ipvsoperator.operator.vippool;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolForesightTest {
    private static final Instant NOW = Instant.parse("2026-01-03T00:00:00Z");

    private final PoolFixture fixture = new PoolFixture();

    @Test
    void it_is_what_the_operator_decides() {
        fixture.services = List.of(Given.service("count: 1", "count: 6"));
        PoolPlan decided = PoolDecision.decide(fixture.inputs(), new PlacementMemory(), NOW)
                .plan();
        PoolForesight foresight = PoolForesight.of(fixture.inputs(), NOW);
        assertThat(foresight.routers()).isEqualTo(decided.routers());
        assertThat(foresight.planned().map(PoolForesight.Planned::placement)).isEqualTo(decided.placement());
    }

    @Test
    void the_question_has_the_units_of_the_routers() {
        fixture.services = List.of(Given.service("count: 1", "count: 6"));
        PoolForesight foresight = PoolForesight.of(fixture.inputs(), NOW);
        assertThat(foresight.planned().orElseThrow().problem().units())
                .extracting("name")
                .containsExactlyInAnyOrderElementsOf(
                        foresight.routers().stream().map(PoolForesight::unit).toList());
    }

    @Test
    void what_is_only_waited_for_is_told_and_does_not_hinder_the_look() {
        fixture.services = List.of(Given.service());
        fixture.directors = List.of(
                Given.silent(PoolFixture.director("d1", 0), "2026-01-02T00:00:00Z"),
                Given.silent(PoolFixture.director("d2", 0), "2026-01-02T00:00:00Z"),
                PoolFixture.director("d3", 0));
        PoolForesight foresight = PoolForesight.of(fixture.inputs(), NOW);
        assertThat(foresight.hindrance().orElseThrow()).contains("2 of 3 directors fell silent at once");
        assertThat(foresight.planned()).isPresent();
    }

    @Test
    void a_mistake_in_the_pool_is_told_and_nothing_is_planned() {
        fixture.pool = Given.pool("role: director", "role: nobody");
        PoolForesight foresight = PoolForesight.of(fixture.inputs(), NOW);
        assertThat(foresight.hindrance().orElseThrow()).contains("matches no node");
        assertThat(foresight.planned()).isEmpty();
    }
}
