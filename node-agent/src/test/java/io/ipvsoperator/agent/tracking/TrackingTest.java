package io.ipvsoperator.agent.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.probe.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrackingTest {
    private static final Tracking TRACKING = new Tracking(
            List.of(Checks.check("upstream"), Checks.weighted("resolver", -20), Checks.weighted("cache", 30)), false);

    @Test
    void nobody_resigns_while_every_check_succeeds() {
        TrackingReport report = report(Verdict.SUCCEEDING, Verdict.SUCCEEDING, Verdict.SUCCEEDING);
        assertThat(TRACKING.resignation(report)).isEmpty();
        assertThat(TRACKING.penalty(report)).isZero();
    }

    @Test
    void a_failed_check_without_a_weight_resigns_and_says_what_was_wrong() {
        assertThat(TRACKING.resignation(report(Verdict.FAILED, Verdict.SUCCEEDING, Verdict.SUCCEEDING)))
                .contains("check upstream failed: refused");
    }

    @Test
    void failed_checks_with_a_weight_resign_nobody() {
        assertThat(TRACKING.resignation(report(Verdict.SUCCEEDING, Verdict.FAILED, Verdict.FAILED)))
                .isEmpty();
    }

    @Test
    void weights_of_failed_checks_add_up_whatever_their_sign() {
        assertThat(TRACKING.penalty(report(Verdict.SUCCEEDING, Verdict.FAILED, Verdict.FAILED)))
                .isEqualTo(50);
    }

    @Test
    void a_check_that_is_not_known_yet_costs_nothing() {
        assertThat(TRACKING.penalty(report(Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.UNKNOWN)))
                .isZero();
    }

    @Test
    void checks_without_a_result_are_waited_for() {
        assertThat(TRACKING.awaited(report(Verdict.UNKNOWN, Verdict.FAILED, Verdict.SUCCEEDING)))
                .containsExactly("upstream");
    }

    @Test
    void a_check_that_nobody_has_heard_of_is_waited_for() {
        assertThat(TRACKING.awaited(TrackingReport.none())).containsExactly("upstream", "resolver", "cache");
    }

    private static TrackingReport report(Verdict upstream, Verdict resolver, Verdict cache) {
        return new TrackingReport(
                List.of(of("upstream", upstream), of("resolver", resolver), of("cache", cache)), Map.of());
    }

    private static CheckReport of(String name, Verdict verdict) {
        return new CheckReport(
                new CheckName("edge", name), name.equals("upstream"), verdict, Instant.EPOCH, Optional.of("refused"));
    }
}
