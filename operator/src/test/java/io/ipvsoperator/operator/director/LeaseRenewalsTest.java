package io.ipvsoperator.operator.director;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.director.LeaseRenewals.Judgement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseRenewalsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void a_lease_is_alive_for_15_seconds_after_each_renewal_that_was_seen() {
        LeaseRenewals renewals = LeaseRenewals.NONE.observed("l", "a", 0).observed("l", "b", 5 * SECOND);

        assertThat(renewals.judge("l", 20 * SECOND - 1)).isEqualTo(Judgement.ALIVE);
        assertThat(renewals.judge("l", 20 * SECOND)).isEqualTo(Judgement.SILENT);
    }

    @Test
    void a_lease_found_at_the_start_may_be_old() {
        LeaseRenewals renewals = LeaseRenewals.NONE.observed("l", "a", 0);

        assertThat(renewals.judge("l", SECOND)).isEqualTo(Judgement.TOO_EARLY_TO_SAY);
        assertThat(renewals.judge("l", 15 * SECOND)).isEqualTo(Judgement.SILENT);
    }

    @Test
    void seeing_the_same_renewal_again_is_no_renewal() {
        LeaseRenewals renewals = LeaseRenewals.NONE
                .observed("l", "a", 0)
                .observed("l", "b", SECOND)
                .observed("l", "b", 10 * SECOND);

        assertThat(renewals.judge("l", 16 * SECOND)).isEqualTo(Judgement.SILENT);
    }

    @Test
    void what_the_holders_clock_says_does_not_matter() {
        LeaseRenewals renewals = LeaseRenewals.NONE
                .observed("l", "2030-01-01T00:00:00Z", 0)
                .observed("l", "1990-01-01T00:00:00Z", SECOND);

        assertThat(renewals.judge("l", 2 * SECOND)).isEqualTo(Judgement.ALIVE);
    }

    @Test
    void a_lease_that_never_was_is_no_silence() {
        assertThat(LeaseRenewals.NONE.judge("l", 0)).isEqualTo(Judgement.NEVER_SEEN);
    }
}
