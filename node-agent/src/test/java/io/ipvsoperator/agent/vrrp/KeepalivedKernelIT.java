package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.vrrp.Authentication;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our router and the real keepalived as two members of one virtual router. */
class KeepalivedKernelIT {
    private static final String OTHER = "other";

    /** What both sides are told. */
    enum Protocol {
        VERSION_2_WITH_PASSWORD,
        VERSION_3;

        VrrpVersion version() {
            return switch (this) {
                case VERSION_2_WITH_PASSWORD -> new VrrpVersion.V2(Authentication.SimplePassword.of("netology_secret"));
                case VERSION_3 -> new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER);
            };
        }

        String withPriority(int priority) {
            String line = switch (this) {
                case VERSION_2_WITH_PASSWORD -> "authentication {\nauth_type PASS\nauth_pass netology_secret\n}";
                case VERSION_3 -> "version 3";
            };
            return line + "\npriority " + priority;
        }
    }

    private Segment segment;
    private KernelDirector director;

    @BeforeEach
    void joinsTheSegment() {
        segment = new Segment();
        segment.addHost(OTHER, 30);
        director = new KernelDirector("eth1", "172.28.128.10");
    }

    @AfterEach
    void leavesTheSegment() throws InterruptedException {
        director.close();
        segment.close();
    }

    @ParameterizedTest
    @EnumSource
    void keepalived_follows_an_active_router_of_higher_priority(Protocol protocol) {
        director.run(protocol.version(), 250);
        eventually("ours is active", () -> director.is("Active"));
        try (Keepalived keepalived = Keepalived.start(OTHER, protocol.withPriority(100))) {
            eventually("keepalived is backup", () -> keepalived.log().contains("Entering BACKUP STATE"));
            long sent = director.counters.sentCount();
            eventually("five more advertisements", () -> director.counters.sentCount() > sent + 5);
            assertThat(Keepalived.owns(OTHER)).isFalse();
            assertThat(keepalived.log()).doesNotContain("MASTER");
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepalived_takes_over_when_ours_hands_over(Protocol protocol) {
        director.run(protocol.version(), 250);
        eventually("ours is active", () -> director.is("Active"));
        try (Keepalived keepalived = Keepalived.start(OTHER, protocol.withPriority(100))) {
            eventually("keepalived is backup", () -> keepalived.log().contains("Entering BACKUP STATE"));
            director.handOver();
            eventually("keepalived owns the address", () -> Keepalived.owns(OTHER));
            eventually("ours is gone", () -> director.is("none"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void ours_follows_keepalived_and_takes_over_when_it_resigns(Protocol protocol) {
        try (Keepalived keepalived = Keepalived.start(OTHER, protocol.withPriority(200))) {
            eventually("keepalived owns the address", () -> Keepalived.owns(OTHER));
            director.run(protocol.version(), 100);
            eventually("five advertisements heard", () -> director.counters.receivedCount() > 5);
            assertThat(director.is("Backup")).isTrue();
            keepalived.terminate();
            eventually("ours is active", () -> director.is("Active"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void ours_takes_over_from_keepalived_of_lower_priority(Protocol protocol) {
        try (Keepalived keepalived = Keepalived.start(OTHER, protocol.withPriority(100))) {
            eventually("keepalived owns the address", () -> Keepalived.owns(OTHER));
            director.run(protocol.version(), 250);
            eventually("ours is active", () -> director.is("Active"));
            eventually("keepalived has given it up", () -> !Keepalived.owns(OTHER));
            assertThat(keepalived.log()).contains("with higher priority 250, ours 100");
        }
    }

    @Test
    void another_password_is_counted_and_ignored() {
        try (Keepalived keepalived =
                Keepalived.start(OTHER, "authentication {\nauth_type PASS\nauth_pass other\n}\npriority 254")) {
            // First: keepalived falls silent while it hears advertisements that it rejects.
            eventually("keepalived owns the address", () -> Keepalived.owns(OTHER));
            director.run(Protocol.VERSION_2_WITH_PASSWORD.version(), 100);
            eventually("counted", () -> director.counters.rejectedCount(Reason.PASSWORD) > 0);
            eventually("ours is active nevertheless", () -> director.is("Active"));
            eventually("keepalived rejects ours", () -> keepalived.log().contains("received an invalid passwd"));
        }
    }

    @Test
    void tcpdump_shows_an_advertisement_of_version_2_as_that_of_keepalived() {
        director.run(Protocol.VERSION_2_WITH_PASSWORD.version(), 100);
        String seen = segment.shellIn(OTHER, "timeout 20 tcpdump -c 1 -vni eth1 proto 112 2>/dev/null");
        assertThat(seen).contains("VRRPv2, Advertisement, vrid 33, prio 100, authtype simple, intvl 1s, length 20");
    }
}
