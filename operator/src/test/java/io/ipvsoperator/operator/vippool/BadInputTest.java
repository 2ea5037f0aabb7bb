package io.ipvsoperator.operator.vippool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.operator.kubernetes.Conditions;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be satisfied is refused or warned of in words, with the smallest change that would do. */
class BadInputTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final PoolFixture fixture = new PoolFixture();

    private PoolDecision decide() {
        return PoolDecision.decide(fixture.inputs(), new PlacementMemory(), NOW);
    }

    private Condition redundancy() {
        return Conditions.find(
                        new PoolStatusReport(fixture.pool, decide()).status(NOW).conditions(),
                        PoolStatusReport.REDUNDANCY_SATISFIED)
                .orElseThrow();
    }

    private void declaring(String demand) {
        fixture.services =
                List.of(Given.service("scheduler: {name: rr}", "scheduler: {name: rr}\n  demand: " + demand));
    }

    @Test
    void more_tolerated_losses_than_directors_name_both_ways_out() {
        fixture.pool = Given.pool("toleratedFailures: 1", "toleratedFailures: 3");
        declaring("{bandwidth: 100M}");
        assertThat(redundancy().getReason()).isEqualTo("Degraded");
        assertThat(redundancy().getMessage())
                .contains("2 further losses are tolerated instead of 3", "1 more director", "toleratedFailures: 2");
    }

    @Test
    void a_demand_larger_than_any_link_is_told_with_each_remedy() {
        declaring("{bandwidth: 1500M}");
        assertThat(redundancy().getReason()).isEqualTo("Overload");
        assertThat(redundancy().getMessage())
                .contains("150 % of 1 Gbit/s")
                .contains("66 % of the declared demand fits: 990 Mbit/s instead of 1.5 Gbit/s")
                .contains("one more address for shop/web is enough")
                .contains("more capacity on a single director is not enough")
                .contains("one more director like d");
    }

    @Test
    void an_enforcing_pool_refuses_such_a_demand_in_the_same_words() {
        fixture.pool = Given.pool("policy: Warn", "policy: Enforce");
        declaring("{bandwidth: 1500M}");
        assertThat(decide().plan().refusals().get("web-uid")).isNotNull().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo("NoResources");
            assertThat(refusal.message()).contains("150 % of 1 Gbit/s", "one more address");
        });
    }

    @Test
    void what_is_kept_free_is_said_where_a_demand_does_not_fit() {
        fixture.pool = Given.pool("capacity: {bandwidth: 1G}}", "capacity: {bandwidth: 1G}, keepFreePercent: 10}");
        declaring("{bandwidth: 950M}");
        assertThat(redundancy().getMessage()).contains("106 % of 900 Mbit/s (10 % of 1 Gbit/s kept free)");
    }

    @Test
    void identifiers_that_others_use_up_are_told_with_how_many_more_would_do() {
        fixture.pool = Given.pool("{first: 33, last: 96}", "{first: 33, last: 33}");
        fixture.otherPools = List.of(Given.pool(
                "name: edge, uid: pool-uid", "name: older, uid: older-uid", "10.9.0.200-10.9.0.205", "10.9.0.240"));
        fixture.routers = List.of(PoolFixture.router("older", "other-uid", "{director: d1, priority: 250}"));
        fixture.services = List.of(Given.service());
        assertThat(decide().plan().refusals().get("web-uid")).isNotNull().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo("NoVirtualRouterId");
            assertThat(refusal.message()).contains("1 more identifier is enough");
        });
    }

    @Test
    void a_share_to_keep_free_counts_for_a_speed_that_the_link_says() {
        fixture.pool = Given.pool("capacity: {bandwidth: 1G}}", "keepFreePercent: 50}");
        declaring("{bandwidth: 400M}");
        assertThat(redundancy().getMessage()).contains("80 % of 500 Mbit/s (50 % of 1 Gbit/s kept free)");
    }
}
