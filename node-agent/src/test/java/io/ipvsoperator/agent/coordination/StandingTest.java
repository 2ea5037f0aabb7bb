package io.ipvsoperator.agent.coordination;

import static io.ipvsoperator.agent.coordination.Situations.OTHER;
import static io.ipvsoperator.agent.coordination.Situations.VIRTUAL;
import static io.ipvsoperator.agent.coordination.Situations.plan;
import static io.ipvsoperator.agent.coordination.Situations.programmed;
import static io.ipvsoperator.agent.coordination.Situations.router;
import static io.ipvsoperator.agent.coordination.Situations.table;
import static io.ipvsoperator.agent.coordination.Situations.tracking;
import static io.ipvsoperator.agent.coordination.Situations.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.plan.FailbackPolicy;
import io.ipvsoperator.agent.plan.RouterPlan;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.probe.Verdict;
import io.ipvsoperator.agent.tracking.Check;
import io.ipvsoperator.agent.tracking.CheckReport;
import io.ipvsoperator.agent.tracking.Checks;
import io.ipvsoperator.agent.tracking.Tracking;
import io.ipvsoperator.agent.tracking.TrackingReport;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.vrrp.Failback;
import io.ipvsoperator.vrrp.Participation;
import io.ipvsoperator.vrrp.Participation.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Check UPSTREAM = Checks.check("upstream");
    private static final Check RESOLVER = Checks.weighted("resolver", -20);
    private static final MonotonicInstant RECOVERED = new MonotonicInstant(9_000_000_000L);

    @Test
    void a_director_whose_checks_succeed_stands_with_the_priority_of_the_plan() {
        assertThat(priority(standing(UPSTREAM, Verdict.SUCCEEDING))).isEqualTo(250);
    }

    @Test
    void a_failed_check_withdraws_the_director_and_is_the_reason() {
        Standing standing = standing(UPSTREAM, Verdict.FAILED);
        assertThat(standing.participation()).isEqualTo(new Participation.Withdrawn());
        assertThat(standing.reason()).contains("check upstream failed: refused");
    }

    @Test
    void a_director_that_cannot_have_the_virtual_mac_address_takes_no_part() {
        Situation situation = Situations.of(plan(List.of(router("edge-33-v4", 33, VIRTUAL)), List.of()));
        Standing standing = standing(Situations.withoutDevice(situation, "edge-33-v4", "interface vrrp.33.2: exists"));
        assertThat(standing.participation()).isEqualTo(new Participation.Withdrawn());
        assertThat(standing.reason()).contains("its virtual MAC address cannot be had: interface vrrp.33.2: exists");
    }

    @Test
    void a_failed_check_withdraws_the_director_from_every_router_of_the_pool() {
        Tracking tracked = new Tracking(List.of(UPSTREAM), false);
        Situation situation = with(
                programmed(Situations.of(plan(
                        List.of(
                                tracking(router("edge-33-v4", 33, VIRTUAL), tracked),
                                tracking(router("edge-34-v4", 34, OTHER), tracked)),
                        List.of()))),
                report(UPSTREAM, Verdict.FAILED));
        assertThat(Objects.requireNonNull(Decision.of(situation).segments().get(Situations.ETH1_IPV4))
                        .routers())
                .extracting(router -> router.router().participation())
                .containsExactly(new Participation.Withdrawn(), new Participation.Withdrawn());
    }

    @Test
    void a_check_without_a_result_holds_a_start_up_and_withdraws_nobody() {
        Situation situation = situation(router("edge-33-v4", 33, VIRTUAL), UPSTREAM, Verdict.UNKNOWN);
        assertThat(start(situation)).isFalse();
        assertThat(standing(situation).participation()).isInstanceOf(Candidate.class);
        assertThat(standing(situation).reason()).contains("waits for the first result of check upstream");
    }

    @Test
    void a_check_with_a_result_lets_the_router_start() {
        assertThat(start(situation(router("edge-33-v4", 33, VIRTUAL), UPSTREAM, Verdict.SUCCEEDING)))
                .isTrue();
    }

    @Test
    void a_failed_check_with_a_weight_lowers_the_priority() {
        assertThat(priority(standing(RESOLVER, Verdict.FAILED))).isEqualTo(230);
    }

    @Test
    void a_positive_weight_is_missing_while_the_check_fails() {
        assertThat(priority(standing(Checks.weighted("resolver", 20), Verdict.FAILED)))
                .isEqualTo(230);
        assertThat(priority(standing(Checks.weighted("resolver", 20), Verdict.SUCCEEDING)))
                .isEqualTo(250);
    }

    @Test
    void no_weight_takes_a_priority_below_the_lowest_of_its_rank() {
        assertThat(priority(standing(Checks.weighted("resolver", -253), Verdict.FAILED)))
                .isEqualTo(34);
    }

    @Test
    void a_recovery_counts_like_a_start_for_a_delayed_failback() {
        RouterPlan delayed = Situations.failingBack(
                router("edge-33-v4", 33, VIRTUAL), new FailbackPolicy.Delayed(Duration.ofSeconds(30)));
        assertThat(candidate(standing(situation(delayed, UPSTREAM, Verdict.SUCCEEDING)))
                        .failback())
                .isEqualTo(new Failback.Delayed(RECOVERED.plus(Duration.ofSeconds(30))));
    }

    @Test
    void an_unusable_kernel_is_the_graver_reason() {
        Situation broken =
                Situations.broken(situation(router("edge-33-v4", 33, VIRTUAL), UPSTREAM, Verdict.FAILED), "no ip_vs");
        assertThat(standing(broken).reason()).contains("IPVS cannot be used: no ip_vs");
    }

    @Test
    void a_router_without_backends_is_given_away_where_the_pool_asks_for_that() {
        assertThat(backends(true, 0, 0).participation()).isEqualTo(new Participation.Withdrawn());
        assertThat(backends(true, 0, 0).reason())
                .contains("no backend behind any of its addresses takes new connections");
    }

    @Test
    void one_backend_behind_one_address_is_enough() {
        assertThat(backends(true, 0, 1).participation()).isInstanceOf(Candidate.class);
    }

    @Test
    void a_router_without_backends_is_kept_where_the_pool_does_not_ask() {
        assertThat(backends(false, 0, 0).participation()).isInstanceOf(Candidate.class);
    }

    private static Standing backends(boolean resigns, int weight, int otherWeight) {
        RouterPlan router = tracking(router("edge-33-v4", 33, VIRTUAL, OTHER), new Tracking(List.of(), resigns));
        List<TablePlan> tables = List.of(
                Situations.sending(table("vs-1", VIRTUAL), weight),
                Situations.sending(table("vs-2", OTHER), otherWeight));
        return standing(programmed(Situations.of(plan(List.of(router), tables))));
    }

    private static Standing standing(Check check, Verdict verdict) {
        return standing(situation(router("edge-33-v4", 33, VIRTUAL), check, verdict));
    }

    private static Standing standing(Situation situation) {
        return Standing.of(situation.plan().routers().getFirst(), situation);
    }

    private static Situation situation(RouterPlan router, Check check, Verdict verdict) {
        RouterPlan tracked = tracking(router, new Tracking(List.of(check), false));
        return with(
                programmed(Situations.of(plan(List.of(tracked), List.of(table("vs-1", VIRTUAL))))),
                report(check, verdict));
    }

    private static TrackingReport report(Check check, Verdict verdict) {
        return new TrackingReport(
                List.of(new CheckReport(check.name(), true, verdict, Instant.EPOCH, Optional.of("refused"))),
                Map.of("edge", RECOVERED));
    }

    private static boolean start(Situation situation) {
        return Objects.requireNonNull(Decision.of(situation).segments().get(Situations.ETH1_IPV4))
                .routers()
                .getFirst()
                .mayStart();
    }

    private static int priority(Standing standing) {
        return candidate(standing).priority().value();
    }

    private static Candidate candidate(Standing standing) {
        assertThat(standing.participation()).isInstanceOf(Candidate.class);
        return (Candidate) standing.participation();
    }
}
