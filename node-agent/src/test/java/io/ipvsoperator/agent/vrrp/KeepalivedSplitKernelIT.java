package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.testing.Segment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two active routers, ours and keepalived, because the cable between them is out: what happens when it is joined again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeepalivedSplitKernelIT {
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
    void ours_remains_by_priority(Dialect dialect) {
        oursRemains(dialect, Encounter.HIGHER, 200, 100);
    }

    @ParameterizedTest
    @EnumSource
    void ours_remains_by_address_among_equals(Dialect dialect) {
        oursRemains(dialect, Encounter.LOWER, 100, 100);
    }

    @ParameterizedTest
    @EnumSource
    void keepalived_remains_by_priority_and_announces_again(Dialect dialect) {
        keepalivedRemains(dialect, Encounter.LOWER, 100, 200);
    }

    @ParameterizedTest
    @EnumSource
    void keepalived_remains_by_address_among_equals_and_announces_again(Dialect dialect) {
        keepalivedRemains(dialect, Encounter.HIGHER, 100, 100);
    }

    /**
     * A keepalived that yields falls silent without a last word. If ours hears it before, ours knows of two active routers and
     * takes the traffic back; else only a refresh of the announcements does.
     */
    @ParameterizedTest
    @EnumSource(names = {"V2", "V2_PASS", "V3_IPV4", "V3_IPV6"})
    void ours_announces_again_when_it_hears_an_active_keepalived_of_lower_priority(Dialect dialect) {
        try (Encounter encounter = new Encounter(segment, dialect, Encounter.HIGHER)) {
            encounter.deafen(true, true);
            Keepalived keepalived = encounter.startKeepalived(100);
            KernelDirector ours = encounter.activeOurs(200);
            eventually("keepalived is active too", () -> encounter.owns(keepalived));
            long announcements = ours.announcements();
            encounter.deafen(false, true);
            eventually("ours announces again", () -> ours.announcements() > announcements);
            assertThat(ours.is("Active")).isTrue();
            encounter.deafen(false, false);
            eventually("keepalived has given up", () -> encounter.ownsNothing(keepalived));
        }
    }

    /** From a running pair: elsewhere here each starts alone. */
    @ParameterizedTest
    @EnumSource(names = {"V3_IPV4", "V3_IPV6", "V3_IPV4_UNICAST", "V3_IPV6_UNICAST"})
    void a_backup_that_is_cut_off_becomes_active_and_follows_again_when_it_is_back(Dialect dialect) {
        try (Encounter encounter = new Encounter(segment, dialect, Encounter.HIGHER)) {
            Keepalived keepalived = encounter.activeKeepalived(200);
            KernelDirector ours = encounter.startOurs(100);
            eventually("ours hears it", () -> ours.counters.receivedCount() > 0);
            encounter.cutTheCable();
            eventually("ours is active", () -> ours.is("Active"));
            assertThat(encounter.owns(keepalived)).isTrue();
            encounter.joinTheCable();
            eventually("ours is backup", () -> ours.is("Backup"));
        }
    }

    private void oursRemains(Dialect dialect, int theirs, int ourPriority, int theirPriority) {
        try (Encounter encounter = new Encounter(segment, dialect, theirs)) {
            encounter.cutTheCable();
            Keepalived keepalived = encounter.startKeepalived(theirPriority);
            KernelDirector ours = encounter.activeOurs(ourPriority);
            eventually("keepalived is active too", () -> encounter.owns(keepalived));
            encounter.joinTheCable();
            eventually("keepalived has given up", () -> encounter.ownsNothing(keepalived));
            long sent = ours.counters.sentCount();
            eventually("two more advertisements", () -> ours.counters.sentCount() > sent + 1);
            assertThat(ours.is("Active")).isTrue();
            assertThat(keepalived.state()).isEqualTo("BACKUP");
        }
    }

    private void keepalivedRemains(Dialect dialect, int theirs, int ourPriority, int theirPriority) {
        try (Encounter encounter = new Encounter(segment, dialect, theirs)) {
            encounter.cutTheCable();
            Keepalived keepalived = encounter.startKeepalived(theirPriority);
            KernelDirector ours = encounter.activeOurs(ourPriority);
            eventually("keepalived is active too", () -> encounter.owns(keepalived) && keepalived.announcements() > 0);
            long announcements = keepalived.announcements();
            encounter.joinTheCable();
            eventually("ours is backup", () -> ours.is("Backup"));
            eventually("keepalived announces again", () -> keepalived.announcements() > announcements);
            long heard = ours.counters.receivedCount();
            eventually("two more advertisements", () -> ours.counters.receivedCount() > heard + 1);
            assertThat(ours.is("Backup")).isTrue();
            assertThat(keepalived.state()).isEqualTo("MASTER");
        }
    }
}
