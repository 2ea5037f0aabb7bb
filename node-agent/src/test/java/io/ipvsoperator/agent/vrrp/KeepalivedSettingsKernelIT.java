package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.testing.Segment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** keepalived with settings of its own, of which ours knows nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeepalivedSettingsKernelIT {
    private static final Dialect DIALECT = Dialect.V3_IPV4;
    private static final int THEIRS = Encounter.HIGHER;
    private static final String ANOTHER = "172.28.128.201";

    /** Three down intervals of a router that were to take over. */
    private static final int A_WHILE = 12;

    private Segment segment;

    @BeforeAll
    void hosts_join() {
        segment = Encounter.segment();
    }

    @AfterAll
    void hosts_leave() {
        segment.close();
    }

    private static String keepalived(int priority) {
        return DIALECT.keepalived(THEIRS, Encounter.OURS, priority);
    }

    @Test
    void with_nopreempt_it_leaves_the_address_to_ours_of_lower_priority() {
        try (Encounter encounter = new Encounter(segment, DIALECT, THEIRS)) {
            KernelDirector ours = encounter.activeOurs(100);
            Keepalived keepalived =
                    encounter.startKeepalived(keepalived(200).replace("state BACKUP", "state BACKUP\n  nopreempt"));
            eventually("keepalived is backup", () -> keepalived.state().equals("BACKUP"));
            long before = ours.counters.sentCount();
            eventually("ours goes on", () -> ours.counters.sentCount() > before + A_WHILE);
            assertThat(ours.is("Active")).isTrue();
            assertThat(encounter.ownsNothing(keepalived)).isTrue();
        }
    }

    @Test
    void as_the_owner_of_the_address_it_takes_over_from_ours() {
        try (Encounter encounter = new Encounter(segment, DIALECT, THEIRS)) {
            KernelDirector ours = encounter.activeOurs(254);
            Keepalived keepalived = encounter.startKeepalived(keepalived(255).replace("state BACKUP", "state MASTER"));
            eventually("ours is backup", () -> ours.is("Backup"));
            eventually("keepalived owns the address", () -> encounter.owns(keepalived));
        }
    }

    @Test
    void addresses_that_it_does_not_advertise_disturb_nobody() {
        try (Encounter encounter = new Encounter(segment, DIALECT, THEIRS)) {
            Keepalived keepalived = encounter.startKeepalived(keepalived(200)
                    .replace(
                            "  virtual_ipaddress {",
                            "  virtual_ipaddress_excluded {\n    " + ANOTHER + "\n  }\n  virtual_ipaddress {"));
            eventually("keepalived owns the address", () -> encounter.owns(keepalived));
            KernelDirector ours = encounter.startOurs(100);
            eventually("ours hears it", () -> ours.counters.receivedCount() > A_WHILE);
            assertThat(ours.is("Backup")).isTrue();
            assertThat(keepalived.owns(ANOTHER)).isTrue();
        }
    }

    @Test
    void another_router_of_it_on_the_same_interface_goes_its_own_way() {
        try (Encounter encounter = new Encounter(segment, DIALECT, THEIRS)) {
            KernelDirector ours = encounter.activeOurs(200);
            String other = keepalived(100)
                    .replace("vrrp_instance edge", "vrrp_instance other")
                    .replace("virtual_router_id " + Dialect.ID, "virtual_router_id 34")
                    .replace("172.28.128.200", ANOTHER);
            Keepalived keepalived = encounter.startKeepalived(keepalived(100) + other);
            eventually("keepalived owns the address of the other", () -> keepalived.owns(ANOTHER));
            long before = ours.counters.sentCount();
            eventually("ours goes on", () -> ours.counters.sentCount() > before + A_WHILE);
            assertThat(ours.is("Active")).isTrue();
            assertThat(encounter.ownsNothing(keepalived)).isTrue();
        }
    }

    @Test
    void strict_about_the_protocol_it_is_followed_and_succeeded_by_ours() {
        try (Encounter encounter = new Encounter(segment, DIALECT, THEIRS)) {
            Keepalived keepalived = encounter.startKeepalived("global_defs {\n  vrrp_strict\n}\n" + keepalived(200));
            eventually("keepalived owns the address", () -> encounter.owns(keepalived));
            KernelDirector ours = encounter.startOurs(100);
            eventually("ours hears it", () -> ours.counters.receivedCount() > A_WHILE);
            assertThat(ours.is("Backup")).isTrue();
            keepalived.terminate();
            eventually("ours is active", () -> ours.is("Active"));
        }
    }
}
