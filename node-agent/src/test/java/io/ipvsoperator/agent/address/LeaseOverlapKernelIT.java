package io.ipvsoperator.agent.address;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.route.RouteEvent;
import io.ipvsoperator.netlink.route.RouteFamily;
import io.ipvsoperator.vrrp.Timers;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long an address stays after its holder was killed or frozen, and how long a successor has it by then. The successor waits
 * for its down interval from the last advertisement, which may have been sent one interval before the end.
 */
class LeaseOverlapKernelIT {
    private static final Priority SUCCESSOR = new Priority(240);
    /** The kernel looks for ended lifetimes now and then; a loaded machine is granted the rest. */
    private static final Duration KERNEL_ADDS = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final NetlinkTransport events =
            new LinuxKernelSockets().route(Set.of(RouteFamily.Group.IPV4_IFADDR, RouteFamily.Group.IPV6_IFADDR));
    private Segment segment;
    private @Nullable Process holder;

    @BeforeEach
    void builds_the_segment() {
        segment = new Segment();
    }

    @AfterEach
    void ends_the_holder() throws InterruptedException {
        if (holder != null) {
            holder.destroyForcibly().waitFor();
        }
        events.close();
        segment.close();
    }

    private Process running() {
        return Objects.requireNonNull(holder);
    }

    private void hold(Duration downInterval, String address) throws IOException {
        holder = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        AddressHolder.class.getName(),
                        String.valueOf(downInterval.toMillis()),
                        address)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        eventually(
                "the address is there",
                () -> run("ip", "-o", "addr", "show", "dev", "eth1").contains(" " + address + "/"));
    }

    /** How long from before the signal until the kernel says that the address went. */
    private Duration untilGoneAfter(String signal, String address) {
        long startNanos = System.nanoTime();
        run("kill", "-" + signal, String.valueOf(running().pid()));
        while (System.nanoTime() - startNanos < PATIENCE.toNanos()) {
            if (events.receive(buffer.clear(), PATIENCE) > 0 && tellsOfRemoval(InetAddress.ofLiteral(address))) {
                return Duration.ofNanos(System.nanoTime() - startNanos);
            }
        }
        throw new AssertionError(address + " is still there after " + PATIENCE);
    }

    private boolean tellsOfRemoval(InetAddress address) {
        return Message.decodeAll(buffer.flip()).stream()
                .flatMap(message -> RouteEvent.decode(message).stream())
                .anyMatch(event -> event instanceof RouteEvent.AddressRemoved(var removed)
                        && removed.address().equals(address));
    }

    @ParameterizedTest
    @CsvSource({
        "KILL, 1000, 172.28.128.200",
        "KILL, 100, 172.28.128.200",
        "KILL, 1000, 2001:db8:28::200",
        "KILL, 100, 2001:db8:28::200",
        "STOP, 1000, 172.28.128.200",
        "STOP, 100, 172.28.128.200",
    })
    void an_address_outlives_its_holder_by_no_more_than_its_lease(String signal, int intervalMillis, String address)
            throws IOException {
        Duration interval = Duration.ofMillis(intervalMillis);
        Duration downInterval = Timers.activeDown(
                new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER), SUCCESSOR, new AdvertInterval(interval));
        hold(downInterval, address);

        Duration stayed = untilGoneAfter(signal, address);

        Duration overlap = stayed.minus(downInterval.minus(interval));
        System.out.printf(
                "%s at adverts of %d ms, %s: the address stayed for %d ms, overlap of at most %d ms%n",
                signal, intervalMillis, address, stayed.toMillis(), Math.max(0, overlap.toMillis()));
        assertThat(stayed)
                .isLessThan(AddressLease.of(downInterval, 1).lifetime().plus(KERNEL_ADDS));
    }

    @Test
    void a_holder_that_was_frozen_for_longer_than_its_lease_does_not_take_the_address_back() throws IOException {
        String address = "172.28.128.200";
        hold(Duration.ofMillis(300), address);
        untilGoneAfter("STOP", address);
        run("kill", "-CONT", String.valueOf(running().pid()));
        assertThat(addedWithin(Duration.ofSeconds(2), InetAddress.ofLiteral(address)))
                .isFalse();
    }

    private boolean addedWithin(Duration time, InetAddress address) {
        long endNanos = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = endNanos - System.nanoTime()) {
            if (events.receive(buffer.clear(), Duration.ofNanos(left)) > 0
                    && Message.decodeAll(buffer.flip()).stream()
                            .flatMap(message -> RouteEvent.decode(message).stream())
                            .anyMatch(event -> event instanceof RouteEvent.AddressChanged(var added)
                                    && added.address().equals(address))) {
                return true;
            }
        }
        return false;
    }
}
