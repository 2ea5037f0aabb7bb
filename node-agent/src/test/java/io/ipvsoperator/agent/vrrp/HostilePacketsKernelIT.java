package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.OtherNamespace;
import io.ipvsoperator.agent.testing.Programs;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.wire.Reason;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A third host sends what no router sends. All of it claims a higher priority than that of our active router: accepted, it would
 * be obeyed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePacketsKernelIT {
    private static final NetworkInterfaceName ETH1 = new NetworkInterfaceName("eth1");
    private static final int PRIORITY = 100;

    private Segment segment;
    private PacketTransport ipv4;
    private PacketTransport ipv6;
    private @Nullable Dialect spoken;
    private @Nullable KernelDirector director;

    @BeforeAll
    void a_stranger_is_on_the_segment() {
        segment = new Segment();
        segment.addHost("stranger", HostilePacket.STRANGER);
        // Otherwise the kernel drops what comes from its own addresses, as with any other martian.
        Programs.run("sysctl", "-qw", "net.ipv4.conf.eth1.accept_local=1");
        LinuxKernelSockets kernel = new LinuxKernelSockets();
        ipv4 = OtherNamespace.in("stranger", () -> kernel.vrrpIpv4(ETH1));
        ipv6 = OtherNamespace.in("stranger", () -> kernel.vrrpIpv6(ETH1));
    }

    @AfterAll
    void it_leaves() {
        if (director != null) {
            director.close();
        }
        ipv4.close();
        ipv6.close();
        segment.close();
    }

    static Stream<HostilePacket> refused() {
        return HostilePacket.refused();
    }

    @ParameterizedTest
    @MethodSource
    void refused(HostilePacket packet) {
        KernelDirector ours = active(packet.dialect());
        Reason reason = packet.reason().orElseThrow();
        long before = ours.counters.rejectedCount(reason);
        long sent = ours.counters.sentCount();
        send(packet);
        eventually("counted as " + reason, () -> ours.counters.rejectedCount(reason) > before);
        eventually("one more advertisement", () -> ours.counters.sentCount() > sent + 1);
        assertThat(ours.is("Active")).isTrue();
        assertThat(ours.counters.receivedCount()).isZero();
    }

    static Stream<HostilePacket> odd_but_obeyed() {
        return HostilePacket.accepted();
    }

    @ParameterizedTest
    @MethodSource
    void odd_but_obeyed(HostilePacket packet) {
        try (KernelDirector ours = fresh(packet.dialect())) {
            send(packet);
            eventually("heard", () -> ours.counters.receivedCount() == 1);
        }
    }

    /** The one of the test before, if it speaks so: only accepted packets change it. */
    private KernelDirector active(Dialect dialect) {
        KernelDirector present = director;
        if (present == null || dialect != spoken) {
            present = fresh(dialect);
            director = present;
            spoken = dialect;
        }
        return present;
    }

    private KernelDirector fresh(Dialect dialect) {
        if (director != null) {
            director.close();
            director = null;
        }
        KernelDirector started = new KernelDirector("eth1", dialect.family());
        started.run(dialect.router(Encounter.OURS, HostilePacket.PEER, PRIORITY));
        eventually("ours is active", () -> started.is("Active"));
        return started;
    }

    private void send(HostilePacket packet) {
        ByteBuffer bytes = ByteBuffer.wrap(packet.bytes().toArray());
        switch (packet.dialect().family()) {
            case IPV4 -> ipv4.send(bytes);
            case IPV6 -> ipv6.send(bytes);
        }
    }
}
