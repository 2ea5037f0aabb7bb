package io.ipvsoperator.agent.kernel.linux;

import static io.ipvsoperator.agent.kernel.linux.TwoHosts.NEAR;
import static io.ipvsoperator.agent.kernel.linux.TwoHosts.SHORT;
import static io.ipvsoperator.agent.kernel.linux.TwoHosts.buffer;
import static io.ipvsoperator.agent.kernel.linux.TwoHosts.next;
import static io.ipvsoperator.agent.kernel.linux.TwoHosts.receives;
import static io.ipvsoperator.agent.kernel.linux.TwoHosts.repeated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.ReceivedPacket;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.ErrorNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** VRRP over IPv4, and ARP: what leaves one end of a cable arrives at the other. */
class PacketSocketsKernelIT {
    /** An advert of keepalived 2.2.7 (VRRPv3, VRID 51, priority 200) behind an IPv4 header from 192.0.2.10 to 224.0.0.18. */
    private static final Bytes ADVERT = Bytes.fromHex("""
            45 c0 00 20 00 01 00 00 ff 70 19 c8 c0 00 02 0a e0 00 00 12
            31 33 c8 01 00 32 a1 9a c0 00 02 64""");

    /** A gratuitous ARP request for 192.0.2.100 from 02:00:00:00:00:01. */
    private static final Bytes ARP = Bytes.fromHex("""
            ff ff ff ff ff ff 02 00 00 00 00 01 08 06
            00 01 08 00 06 04 00 01 02 00 00 00 00 01 c0 00 02 64 00 00 00 00 00 00 c0 00 02 64""");

    private final TwoHosts hosts = new TwoHosts();
    private final LinuxKernelSockets kernel = hosts.kernel;

    @AfterEach
    void pulls_the_cable() {
        hosts.close();
    }

    @Test
    void the_kernel_has_the_options_of_the_vrrp_socket() {
        try (NativeSocket socket = VrrpIpv4Socket.configured(LibC.load(), NEAR)) {
            assertThat(socket.option(SocketOption.IP_HDRINCL)).isEqualTo(1);
            assertThat(socket.option(SocketOption.IP_TOS)).isEqualTo(0xC0);
            assertThat(socket.option(SocketOption.IP_MULTICAST_TTL)).isEqualTo(255);
            assertThat(socket.option(SocketOption.IP_MULTICAST_LOOP)).isZero();
            assertThat(socket.option(SocketOption.IP_MULTICAST_ALL)).isZero();
            // The kernel doubles what is asked for, for its own records.
            assertThat(socket.option(SocketOption.SO_RCVBUF)).isEqualTo(2 << 20);
            assertThat(socket.option(SocketOption.SO_PRIORITY)).isEqualTo(7);
        }
    }

    @Test
    void an_advert_crosses_the_segment_with_its_header() {
        try (PacketTransport sender = kernel.vrrpIpv4(NEAR);
                PacketTransport receiver = hosts.far(kernel::vrrpIpv4)) {
            sender.send(buffer(ADVERT));

            assertThat(next(receiver).slice(12, 32)).isEqualTo(ADVERT.slice(12, 32));
        }
    }

    @Test
    void an_advert_to_one_host_crosses_the_segment() {
        Bytes advert = Bytes.fromHex("""
                45 c0 00 20 00 01 00 00 ff 70 37 e9 c0 00 02 01 c0 00 02 02
                31 33 c8 01 00 32 a1 9a c0 00 02 64""");
        try (PacketTransport sender = hosts.near(kernel::vrrpIpv4);
                PacketTransport receiver = hosts.far(kernel::vrrpIpv4)) {
            sender.send(buffer(advert));

            assertThat(next(receiver).slice(12, 32)).isEqualTo(advert.slice(12, 32));
        }
    }

    @Test
    void an_advert_does_not_come_back_to_its_sender() {
        try (PacketTransport sender = kernel.vrrpIpv4(NEAR)) {
            sender.send(buffer(ADVERT));

            assertThat(sender.receive(SHORT)).isEmpty();
        }
    }

    @Test
    void adverts_of_another_interface_are_not_heard() {
        Program.run("ip", "link", "add", "elsewhere", "up", "type", "veth");
        try (PacketTransport sender = kernel.vrrpIpv4(NEAR);
                PacketTransport elsewhere = kernel.vrrpIpv4(new NetworkInterfaceName("elsewhere"))) {
            sender.send(buffer(ADVERT));

            assertThat(elsewhere.receive(SHORT)).isEmpty();
        } finally {
            Program.run("ip", "link", "del", "elsewhere");
        }
    }

    @Test
    void the_vrrp_socket_survives_its_interface_going_down() {
        try (PacketTransport sender = kernel.vrrpIpv4(NEAR);
                PacketTransport receiver = hosts.far(kernel::vrrpIpv4)) {
            hosts.onOther("ip", "link", "set", "far", "down");
            Program.run("ip", "link", "set", "near", "down");
            Program.run("ip", "link", "set", "near", "up");
            hosts.onOther("ip", "link", "set", "far", "up");

            assertThat(repeated(ADVERT, sender, receiver).slice(12, 32)).isEqualTo(ADVERT.slice(12, 32));
        }
    }

    @Test
    void sending_on_an_interface_that_is_down_is_said() {
        try (PacketTransport sender = kernel.vrrpIpv4(NEAR)) {
            Program.run("ip", "link", "set", "near", "down");

            KernelException refusal = catchThrowableOfType(KernelException.class, () -> sender.send(buffer(ADVERT)));
            assertThat(refusal).hasMessageContaining("VRRP socket on near");
            assertThat(refusal.number()).isIn(ErrorNumber.ENETDOWN, ErrorNumber.ENETUNREACH);
        }
    }

    /** What a slow interface has not sent yet counts against the socket's send buffer. */
    @Test
    void sending_does_not_wait_for_an_interface_that_takes_nothing_more() {
        Program.run(
                "tc", "qdisc", "add", "dev", "near", "root", "tbf", "rate", "1kbit", "burst", "1540", "limit", "10mb");
        try (PacketTransport sender = kernel.vrrpIpv4(NEAR);
                PacketTransport frames = kernel.arp(NEAR)) {
            for (Runnable sending :
                    List.<Runnable>of(() -> sender.send(buffer(ADVERT)), () -> frames.send(buffer(ARP)))) {
                assertThat(CompletableFuture.supplyAsync(() -> refusalOfMany(sending)))
                        .succeedsWithin(Duration.ofSeconds(60))
                        .isEqualTo(ErrorNumber.EAGAIN);
            }
        }
    }

    private static ErrorNumber refusalOfMany(Runnable sending) {
        KernelException refusal = catchThrowableOfType(KernelException.class, () -> {
            for (int sent = 0; sent < 50_000; sent++) {
                sending.run();
            }
        });
        return refusal.number();
    }

    @Test
    void sending_on_an_interface_that_was_deleted_is_said() {
        try (PacketTransport sender = hosts.near(kernel::vrrpIpv4)) {
            Program.run("ip", "link", "del", "near");

            KernelException refusal = catchThrowableOfType(KernelException.class, () -> sender.send(buffer(ADVERT)));
            assertThat(refusal).hasMessageContaining("VRRP socket on near");
        }
    }

    @Test
    void an_arp_frame_crosses_the_segment() {
        try (PacketTransport sender = kernel.arp(NEAR);
                PacketTransport receiver = hosts.far(kernel::arp)) {
            sender.send(buffer(ARP));

            assertThat(next(receiver)).isEqualTo(ARP);
        }
    }

    @Test
    void the_arp_socket_survives_its_interface_going_down() {
        try (PacketTransport sender = kernel.arp(NEAR);
                PacketTransport receiver = hosts.far(kernel::arp)) {
            hosts.onOther("ip", "link", "set", "far", "down");
            assertThat(receiver.receive(SHORT)).isEmpty();
            hosts.onOther("ip", "link", "set", "far", "up");

            assertThat(repeated(ARP, sender, receiver)).isEqualTo(ARP);
        }
    }

    @Test
    void the_first_arp_frame_leaves_after_its_interface_was_down() {
        try (PacketTransport sender = kernel.arp(NEAR);
                PacketTransport receiver = hosts.far(kernel::arp)) {
            Program.run("ip", "link", "set", "near", "down");
            Program.run("ip", "link", "set", "near", "up");

            sender.send(buffer(ARP));
            assertThat(receives(receiver, ARP)).isTrue();
        }
    }

    @Test
    void another_thread_ends_the_wait_for_a_packet() {
        try (PacketTransport receiver = hosts.far(kernel::vrrpIpv4)) {
            CompletableFuture<Optional<ReceivedPacket>> waiting =
                    CompletableFuture.supplyAsync(() -> receiver.receive(Duration.ofDays(1)));
            receiver.wake();

            assertThat(waiting)
                    .succeedsWithin(Duration.ofSeconds(60))
                    .satisfies(packet -> assertThat(packet).isEmpty());
        }
    }

    @Test
    void a_missing_interface_is_named() {
        KernelException refusal =
                catchThrowableOfType(KernelException.class, () -> kernel.vrrpIpv4(new NetworkInterfaceName("no-such")));
        assertThat(refusal).hasMessage("find interface no-such: ENODEV");
    }
}
