package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.testing.OwnKernel;
import io.ipvsoperator.agent.testing.Programs;
import io.ipvsoperator.wire.IpFamily;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two of our routers on the two ends of a wire. */
class TwoDirectorsKernelIT {
    private KernelDirector first;
    private KernelDirector second;

    @BeforeEach
    void layAWire() {
        Programs.shell("ip link add left type veth peer name right"
                + " && ip addr add 172.28.128.10/24 dev left && ip addr add 172.28.128.11/24 dev right");
        // Both ends are in one host, which otherwise takes its own address for a forged one.
        Programs.shell(
                "for end in left right; do"
                        + " sysctl -qw net.ipv4.conf.$end.accept_local=1 net.ipv4.conf.$end.rp_filter=0; ip link set $end up; done");
        first = new KernelDirector("left", IpFamily.IPV4);
        second = new KernelDirector("right", IpFamily.IPV4);
    }

    @AfterEach
    void takeItAway() {
        first.close();
        second.close();
        Programs.run("ip", "link", "del", "left");
    }

    @Test
    void one_is_active_and_the_other_takes_over_when_it_hands_over() {
        first.run(Dialect.V3_IPV4.router(10, 11, 250));
        second.run(Dialect.V3_IPV4.router(11, 10, 240));
        eventually("the first is active", () -> first.is("Active"));
        eventually("the second hears it", () -> second.counters.receivedCount() > 2);
        eventually("the second is backup", () -> second.is("Backup"));
        first.handOver();
        eventually("the second is active", () -> second.is("Active"));
        eventually("the first is gone", () -> first.is("none"));
    }

    @Test
    void a_killed_one_is_succeeded_by_silence_alone() {
        first.run(Dialect.V3_IPV4.router(10, 11, 250));
        second.run(Dialect.V3_IPV4.router(11, 10, 240));
        eventually("the first is active", () -> first.is("Active"));
        first.close();
        eventually("the second is active", () -> second.is("Active"));
    }

    /** Time of day is nothing that VRRP goes by. */
    @ParameterizedTest
    @ValueSource(strings = {"1 hour", "1 hour ago"})
    void a_step_of_the_clock_moves_nothing(String step) {
        OwnKernel.require();
        first.run(Dialect.V3_IPV4.router(10, 11, 250));
        second.run(Dialect.V3_IPV4.router(11, 10, 240));
        eventually("the first is active", () -> first.is("Active"));
        eventually("the second is backup", () -> second.is("Backup") && second.counters.receivedCount() > 2);
        long takeovers = second.activations();
        Duration uptime = uptime();
        Instant before = Instant.now();
        try {
            Programs.run("date", "--set", step);
            long heard = second.counters.receivedCount();
            eventually("the second hears the first on", () -> second.counters.receivedCount() > heard + 20);
        } finally {
            setClock(before.plus(uptime().minus(uptime)));
        }
        assertThat(second.activations()).isEqualTo(takeovers);
        assertThat(first.is("Active")).isTrue();
    }

    private static Duration uptime() {
        String seconds =
                Programs.run("cut", "-d", " ", "-f", "1", "/proc/uptime").strip();
        return Duration.parse("PT" + seconds + "S");
    }

    private static void setClock(Instant now) {
        Programs.run("date", "--set", "@" + now.getEpochSecond());
    }
}
