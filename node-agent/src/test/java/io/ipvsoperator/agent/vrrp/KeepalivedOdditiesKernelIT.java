package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.vrrp.Timers;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.vrrp.Priority;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** keepalived set up differently, and keepalived that does not run for a while. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeepalivedOdditiesKernelIT {
    private static final int THEIRS = Encounter.HIGHER;

    private Segment segment;

    @BeforeAll
    void hosts_join() {
        segment = Encounter.segment();
    }

    @AfterAll
    void hosts_leave() {
        segment.close();
    }

    @Test
    void another_password_is_counted_and_ignored() {
        Dialect dialect = Dialect.V2_PASS;
        try (Encounter encounter = new Encounter(segment, dialect, THEIRS)) {
            // First: keepalived falls silent while it hears advertisements that it rejects.
            Keepalived keepalived = encounter.startKeepalived(
                    dialect.keepalived(THEIRS, Encounter.OURS, 254).replace("auth_pass ", "auth_pass x"));
            eventually("keepalived owns the address", () -> encounter.owns(keepalived));
            KernelDirector ours = encounter.activeOurs(100);
            assertThat(ours.counters.rejectedCount(Reason.PASSWORD)).isPositive();
            eventually("keepalived rejects ours", () -> keepalived.log().contains("received an invalid passwd"));
        }
    }

    /** Somebody else has the identifier already. Ours neither follows it nor is disturbed, and says so. */
    @Test
    void the_same_identifier_in_another_version_is_counted_and_does_not_move_ours() {
        try (Encounter encounter = new Encounter(segment, Dialect.V3_IPV4, THEIRS)) {
            KernelDirector ours = encounter.activeOurs(100);
            Keepalived foreign = encounter.startKeepalived(Dialect.V2
                    .keepalived(THEIRS, Encounter.OURS, 254)
                    .replace("172.28.128.200", "172.28.128.201")
                    .replace("state BACKUP", "state MASTER"));
            eventually("the foreign one is active", () -> foreign.owns("172.28.128.201"));
            eventually("counted", () -> ours.counters.rejectedCount(Reason.VERSION) > 0);
            assertThat(ours.is("Active")).isTrue();
            assertThat(ours.counters.receivedCount()).isZero();
        }
    }

    /** The trap of 2.2.7: both are active while the lists differ, because it drops what names other addresses. */
    @Test
    void another_address_list_is_accepted_by_ours_and_dropped_by_keepalived() {
        try (Encounter encounter = new Encounter(segment, Dialect.V3_IPV4, THEIRS)) {
            KernelDirector ours = encounter.activeOurs(200);
            Keepalived keepalived = encounter.startKeepalived(Dialect.V3_IPV4
                    .keepalived(THEIRS, Encounter.OURS, 100)
                    .replace("172.28.128.200", "172.28.128.201"));
            eventually("keepalived is active beside ours", () -> keepalived.owns("172.28.128.201"));
            eventually("ours hears it", () -> ours.counters.receivedCount() > 1);
            assertThat(ours.is("Active")).isTrue();
        }
    }

    @Test
    void ours_stays_backup_while_an_active_keepalived_is_frozen_for_half_a_down_interval() throws InterruptedException {
        try (Encounter encounter = new Encounter(segment, Dialect.V2, THEIRS)) {
            Keepalived keepalived = encounter.activeKeepalived(200);
            KernelDirector ours = encounter.startOurs(100);
            eventually("ours hears it", () -> ours.counters.receivedCount() > 0);
            keepalived.freeze(downInterval().dividedBy(2));
            long heard = ours.counters.receivedCount();
            eventually("ours hears it again", () -> ours.counters.receivedCount() > heard + 1);
            assertThat(ours.counters.sentCount()).isZero();
        }
    }

    /** It has not noticed that it slept, and advertises at once: both own the addresses until then, as beside any keepalived. */
    @Test
    void ours_takes_over_from_a_keepalived_that_is_frozen_for_two_down_intervals_and_yields_when_it_wakes()
            throws InterruptedException {
        try (Encounter encounter = new Encounter(segment, Dialect.V2, THEIRS)) {
            Keepalived keepalived = encounter.activeKeepalived(200);
            KernelDirector ours = encounter.startOurs(100);
            eventually("ours hears it", () -> ours.counters.receivedCount() > 0);
            keepalived.freeze(downInterval().multipliedBy(2));
            assertThat(ours.counters.sentCount()).isPositive();
            assertThat(encounter.owns(keepalived)).isTrue();
            eventually("ours is backup", () -> ours.is("Backup"));
            assertThat(keepalived.state()).isEqualTo("MASTER");
        }
    }

    /** Of ours. */
    private static Duration downInterval() {
        return Timers.activeDown(Dialect.V2.version(), new Priority(100), Dialect.V2.interval());
    }
}
