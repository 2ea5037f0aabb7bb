package io.ipvsoperator.agent.address;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.announce.AnnouncementPolicy;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxSysctls;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.testing.Programs;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thousand addresses that change their owner while they are being announced. */
class ManyAddressesKernelIT {
    private static final NetworkInterfaceName ETH1 = new NetworkInterfaceName("eth1");
    private static final int ADDRESSES = 1000;
    private static final AddressLease LEASE = new AddressLease(Duration.ofSeconds(60), Duration.ofSeconds(20));

    private final SystemClock clock = new SystemClock();
    private Segment segment;
    private AddressOwner owner;
    private Thread thread;

    @BeforeEach
    void starts() {
        segment = new Segment();
        owner = new AddressOwner(new LinuxKernelSockets(), new LinuxSysctls(Path.of("/proc/sys")), clock, () -> {});
        thread = Thread.ofPlatform().name("addresses").start(owner);
    }

    @AfterEach
    void stops() throws InterruptedException {
        owner.close();
        thread.join();
        segment.close();
    }

    private void want(Set<IpAddress> addresses, Duration interval) {
        AnnouncementPolicy policy = new AnnouncementPolicy(5, Duration.ofSeconds(5), Duration.ZERO, 1, interval);
        AddressTerms terms = new AddressTerms(LEASE, policy, Optional.empty());
        List<RouterAddresses> routers = addresses.isEmpty()
                ? List.of()
                : List.of(new RouterAddresses("edge-33", addresses, terms, false, 1, true));
        owner.want(new io.ipvsoperator.agent.link.Segment(ETH1, IpFamily.IPV4), routers, clock.now());
    }

    private static Set<IpAddress> thousand() {
        Set<IpAddress> addresses = new LinkedHashSet<>();
        for (int i = 0; i < ADDRESSES; i++) {
            addresses.add(IpAddress.parse("172.29.%d.%d".formatted(i / 250, i % 250 + 1)));
        }
        return addresses;
    }

    @Test
    void are_given_up_without_waiting_for_their_announcements() {
        // At this pace the announcements would take 50 s.
        want(thousand(), Duration.ofMillis(10));
        eventually("all are there", () -> owner.report().held().size() == ADDRESSES);
        long startNanos = System.nanoTime();
        want(Set.of(), Duration.ZERO);
        eventually("none is left", () -> owner.report().held().isEmpty());
        System.out.printf(
                "%d addresses were gone %d ms after they were given up%n",
                ADDRESSES, Duration.ofNanos(System.nanoTime() - startNanos).toMillis());
        try (PacketTransport listener = new LinuxKernelSockets().arp(ETH1)) {
            assertThat(listener.receive(Duration.ofMillis(200))).isEmpty();
        }
    }

    @Test
    void are_given_up_while_they_are_still_being_added() {
        want(thousand(), Duration.ZERO);
        eventually("the first are there", () -> segmentHolds("172.29.0."));
        long startNanos = System.nanoTime();
        want(Set.of(), Duration.ZERO);
        eventually("none is left", () -> !segmentHolds("172.29."));
        System.out.printf(
                "in the middle of adding %d addresses all were gone after %d ms%n",
                ADDRESSES, Duration.ofNanos(System.nanoTime() - startNanos).toMillis());
    }

    private static boolean segmentHolds(String prefix) {
        return Programs.run("ip", "-4", "-o", "addr", "show", "dev", "eth1").contains(" " + prefix);
    }
}
