package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.testing.Segment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our router and the real keepalived as two members of one virtual router: election, hand-over, fail-over, fail-back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeepalivedKernelIT {
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

    @ParameterizedTest
    @EnumSource
    void keepalived_follows_ours_of_higher_priority_and_takes_over_when_it_hands_over(Dialect dialect) {
        try (Encounter encounter = new Encounter(segment, dialect, THEIRS)) {
            KernelDirector ours = encounter.activeOurs(250);
            Keepalived keepalived = encounter.backupKeepalived(100);
            long sent = ours.counters.sentCount();
            eventually("a down interval", () -> ours.counters.sentCount() > sent + 4);
            assertThat(keepalived.log()).doesNotContain("MASTER");
            ours.handOver();
            eventually("keepalived owns the addresses", () -> encounter.owns(keepalived));
            eventually("ours is gone", () -> ours.is("none"));
            assertThat(keepalived.log()).contains("Backup received priority 0 advertisement");
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepalived_takes_over_when_ours_falls_silent_and_yields_when_it_returns(Dialect dialect) {
        try (Encounter encounter = new Encounter(segment, dialect, THEIRS)) {
            KernelDirector ours = encounter.activeOurs(250);
            Keepalived keepalived = encounter.backupKeepalived(100);
            ours.close();
            eventually("keepalived owns the addresses", () -> encounter.owns(keepalived));
            encounter.activeOurs(250);
            eventually("keepalived has given them up", () -> encounter.ownsNothing(keepalived));
            assertThat(keepalived.log()).contains("with higher priority 250, ours 100");
        }
    }

    @ParameterizedTest
    @EnumSource
    void ours_follows_keepalived_and_takes_over_when_it_resigns(Dialect dialect) {
        try (Encounter encounter = new Encounter(segment, dialect, THEIRS)) {
            Keepalived keepalived = encounter.activeKeepalived(200);
            KernelDirector ours = encounter.startOurs(100);
            eventually("a down interval", () -> ours.counters.receivedCount() > 4);
            assertThat(ours.is("Backup")).isTrue();
            keepalived.terminate();
            eventually("ours is active", () -> ours.is("Active"));
            assertThat(keepalived.log()).contains("sent 0 priority");
        }
    }

    @ParameterizedTest
    @EnumSource
    void ours_takes_over_when_keepalived_is_killed_and_yields_when_it_returns(Dialect dialect) {
        try (Encounter encounter = new Encounter(segment, dialect, THEIRS)) {
            Keepalived killed = encounter.activeKeepalived(200);
            KernelDirector ours = encounter.startOurs(100);
            eventually("ours hears it", () -> ours.counters.receivedCount() > 0);
            killed.kill();
            eventually("ours is active", () -> ours.is("Active"));
            assertThat(killed.log()).doesNotContain("sent 0 priority");
            Keepalived returned = encounter.activeKeepalived(200);
            eventually("ours is backup", () -> ours.is("Backup"));
            assertThat(returned.state()).isEqualTo("MASTER");
        }
    }
}
