package io.ipvsoperator.operator.vippool;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.director.DirectorStatus.Problem;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import io.ipvsoperator.operator.kubernetes.Truth;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VrrpReportTest {
    private static final Problem FOREIGN = new Problem(
            "ForeignRouter", "10.9.0.99", "10.9.0.99 is no director of the pool; give it another identifier");
    private static final Problem MISMATCH =
            new Problem("AddressListMismatch", "10.9.0.12", "10.9.0.12 names other addresses");

    @Test
    void without_a_problem_it_is_healthy() {
        assertThat(condition(director("d1")).truth()).isEqualTo(Truth.TRUE);
    }

    @Test
    void a_foreign_router_is_named_with_identifier_segment_and_address() {
        ConditionValue condition = condition(director("d1", FOREIGN), director("d2", FOREIGN));

        assertThat(condition.truth()).isEqualTo(Truth.FALSE);
        assertThat(condition.reason()).isEqualTo("ForeignRouter");
        assertThat(condition.message())
                .isEqualTo(
                        "virtual router identifier 33 (edge-33-v4) on eth1 10.9.0.11/24: ForeignRouter 10.9.0.99 by the"
                                + " word of d1, d2: 10.9.0.99 is no director of the pool; give it another identifier");
    }

    @Test
    void the_worst_problem_gives_the_reason_and_the_others_are_named_behind_it() {
        ConditionValue condition = condition(director("d1", MISMATCH, FOREIGN));

        assertThat(condition.reason()).isEqualTo("ForeignRouter");
        assertThat(condition.message()).containsSubsequence("ForeignRouter 10.9.0.99", "AddressListMismatch 10.9.0.12");
    }

    @Test
    void a_reason_of_a_newer_agent_is_passed_on() {
        assertThat(condition(director("d1", new Problem("Eclipse", null, "it is dark")))
                        .reason())
                .isEqualTo("Eclipse");
    }

    @Test
    void a_silent_directors_word_counts_no_longer() {
        assertThat(condition(Given.silent(director("d1", FOREIGN), "2026-01-01T00:00:00Z"))
                        .truth())
                .isEqualTo(Truth.TRUE);
    }

    @Test
    void problems_of_a_router_of_another_pool_are_not_this_ones() {
        assertThat(report(List.of(director("d1", FOREIGN)), List.of()).truth()).isEqualTo(Truth.TRUE);
    }

    @Test
    void a_member_of_a_unicast_router_without_address_is_named() {
        VirtualRouterSpec router = Given.router("""
                metadata: {name: edge-33-v4}
                spec:
                  pool: edge
                  virtualRouterId: 33
                  addressFamily: IPv4
                  addresses: [{address: 10.9.0.200, holder: web-uid}]
                  members: [{director: d1, priority: 250, addresses: [10.9.0.11]}, {director: d2, priority: 240}]
                  vrrp: {version: 3, transport: Unicast, advertisementIntervalMilliseconds: 1000, failback: {policy: Never}}
                """).getSpec();

        ConditionValue condition = report(List.of(director("d1"), director("d2")), List.of(router));

        assertThat(condition.reason()).isEqualTo("NoPeerAddress");
        assertThat(condition.message()).contains("no IPv4 address is known of director d2");
    }

    @Test
    void the_condition_is_in_the_status_of_the_pool() {
        PoolFixture fixture = new PoolFixture();
        PoolDecision decision = PoolDecision.decide(fixture.inputs(), new PlacementMemory(), Instant.EPOCH);

        assertThat(new PoolStatusReport(fixture.pool, decision)
                        .status(Instant.EPOCH)
                        .conditions())
                .anyMatch(condition -> condition.getType().equals("VrrpHealthy"));
    }

    private static Director director(String name, Problem... problems) {
        return Given.saying(
                PoolFixture.director(name, 0),
                "virtualRouters",
                List.of(new DirectorStatus.Router(
                        "edge-33-v4", "Backup", "2026-01-01T00:00:00Z", 240, null, null, List.of(problems), null)));
    }

    private static ConditionValue condition(Director... directors) {
        return report(
                List.of(directors),
                List.of(PoolFixture.router("web-uid", false, "{director: d1, priority: 250}")
                        .getSpec()));
    }

    private static ConditionValue report(List<Director> directors, List<VirtualRouterSpec> routers) {
        Map<String, Director> byName = directors.stream()
                .collect(Collectors.toMap(director -> director.getMetadata().getName(), director -> director));
        return new VrrpReport(new PoolDirectors(byName.keySet(), byName, TrackedOut.of(Given.pool())), routers)
                .condition();
    }
}
