package io.ipvsoperator.agent.kernel.linux;

import static io.ipvsoperator.agent.kernel.linux.TwoHosts.NEAR;
import static io.ipvsoperator.agent.kernel.linux.TwoHosts.SHORT;
import static io.ipvsoperator.agent.kernel.linux.TwoHosts.buffer;
import static io.ipvsoperator.agent.kernel.linux.TwoHosts.next;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** VRRP over IPv6: what leaves one end of a cable arrives at the other. */
class Ipv6SocketsKernelIT {
    /** Traffic class 0xc0, next header 112, hop limit 255, from fe80::1 to ff02::12; the checksum is wrong. */
    private static final Bytes ADVERT = Bytes.fromHex("""
            6c 00 00 00 00 28 70 ff fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 01
            ff 02 00 00 00 00 00 00 00 00 00 00 00 00 00 12 31 33 c8 02 00 64 db 33
            fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 64 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 64""");

    private static final int HOP_LIMIT = 7;
    private static final int SOURCE = 8;
    private static final int DESTINATION = 24;

    private final TwoHosts hosts = new TwoHosts();
    private final LinuxKernelSockets kernel = hosts.kernel;

    @AfterEach
    void pulls_the_cable() {
        hosts.close();
    }

    private static Bytes with(Bytes packet, int offset, String digits) {
        byte[] changed = packet.toArray();
        byte[] part = Bytes.fromHex(digits).toArray();
        System.arraycopy(part, 0, changed, offset, part.length);
        return Bytes.copyOf(changed);
    }

    private static Bytes to(String digits) {
        return with(ADVERT, DESTINATION, digits);
    }

    private PacketTransport near() {
        return hosts.near(kernel::vrrpIpv6);
    }

    private PacketTransport far() {
        return hosts.far(kernel::vrrpIpv6);
    }

    private void assertCrosses(Bytes packet) {
        try (PacketTransport sender = near();
                PacketTransport receiver = far()) {
            sender.send(buffer(packet));

            assertThat(next(receiver)).isEqualTo(packet);
        }
    }

    @Test
    void the_kernel_has_the_options_of_the_socket() {
        try (NativeSocket socket = VrrpIpv6Socket.configured(LibC.load(), NEAR)) {
            assertThat(socket.option(SocketOption.IPV6_HDRINCL)).isEqualTo(1);
            assertThat(socket.option(SocketOption.IPV6_RECVPKTINFO)).isEqualTo(1);
            assertThat(socket.option(SocketOption.IPV6_RECVHOPLIMIT)).isEqualTo(1);
            assertThat(socket.option(SocketOption.IPV6_RECVTCLASS)).isEqualTo(1);
            assertThat(socket.option(SocketOption.IPV6_TCLASS)).isEqualTo(0xC0);
            assertThat(socket.option(SocketOption.IPV6_MULTICAST_LOOP)).isZero();
            assertThat(socket.option(SocketOption.SO_PRIORITY)).isEqualTo(7);
        }
    }

    @Test
    void an_advert_crosses_the_segment_byte_for_byte_whatever_its_checksum() {
        assertCrosses(ADVERT);
    }

    @Test
    void an_advert_to_a_link_local_address_crosses_the_segment() {
        assertCrosses(to("fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 02"));
    }

    @Test
    void an_advert_between_global_addresses_crosses_the_segment() {
        assertCrosses(with(
                to("20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 02"),
                SOURCE,
                "20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01"));
    }

    @Test
    void a_hop_limit_that_shows_a_router_on_the_way_is_seen() {
        assertCrosses(with(ADVERT, HOP_LIMIT, "40"));
    }

    @Test
    void a_traffic_class_of_others_is_seen() {
        assertCrosses(with(ADVERT, 0, "60 00"));
    }

    @Test
    void what_one_packet_said_is_not_said_of_the_next() {
        Bytes shorter = with(ADVERT, 4, "00 18").slice(0, 64);
        try (PacketTransport sender = near();
                PacketTransport receiver = far()) {
            sender.send(buffer(ADVERT));
            sender.send(buffer(shorter));

            assertThat(next(receiver)).isEqualTo(ADVERT);
            assertThat(next(receiver)).isEqualTo(shorter);
        }
    }

    @Test
    void an_advert_does_not_come_back_to_its_sender() {
        try (PacketTransport sender = near()) {
            sender.send(buffer(ADVERT));

            assertThat(sender.receive(SHORT)).isEmpty();
        }
    }

    /** A raw IPv6 socket hears every group of its host. */
    @Test
    void a_packet_to_another_group_shows_that_it_is_none_of_ours() {
        assertCrosses(to("ff 02 00 00 00 00 00 00 00 00 00 00 00 00 00 01"));
    }

    @Test
    void adverts_of_another_interface_are_not_heard() {
        Program.run("ip", "link", "add", "elsewhere", "up", "type", "veth");
        try (PacketTransport sender = far();
                PacketTransport elsewhere = kernel.vrrpIpv6(new NetworkInterfaceName("elsewhere"))) {
            sender.send(buffer(ADVERT));

            assertThat(elsewhere.receive(SHORT)).isEmpty();
        } finally {
            Program.run("ip", "link", "del", "elsewhere");
        }
    }

    @Test
    void the_socket_survives_its_interface_going_down() {
        try (PacketTransport sender = near();
                PacketTransport receiver = far()) {
            hosts.onOther("ip", "link", "set", "far", "down");
            Program.run("ip", "link", "set", "near", "down");
            Program.run("ip", "link", "set", "near", "up");
            hosts.onOther("ip", "link", "set", "far", "up");
            hosts.addIpv6Addresses();

            assertThat(repeated(ADVERT, sender, receiver)).isEqualTo(ADVERT);
        }
    }

    @Test
    void sending_on_an_interface_that_is_down_is_said() {
        assertThat(refusalAfter("ip", "link", "set", "near", "down").number())
                .isIn(ErrorNumber.ENETDOWN, ErrorNumber.ENETUNREACH);
    }

    @Test
    void sending_on_an_interface_that_was_deleted_is_said() {
        assertThat(refusalAfter("ip", "link", "del", "near").number())
                .isIn(ErrorNumber.ENODEV, ErrorNumber.ENETUNREACH);
    }

    @Test
    void sending_without_any_address_is_said() {
        assertThat(refusalAfter("ip", "-6", "addr", "flush", "dev", "near").number())
                .isEqualTo(ErrorNumber.EADDRNOTAVAIL);
    }

    private KernelException refusalAfter(String... command) {
        try (PacketTransport sender = near()) {
            Program.run(command);

            KernelException refusal = catchThrowableOfType(KernelException.class, () -> sender.send(buffer(ADVERT)));
            assertThat(refusal).hasMessageContaining("VRRP IPv6 socket on near");
            return refusal;
        }
    }

    @Test
    void another_thread_ends_the_wait_for_a_packet() {
        try (PacketTransport receiver = near()) {
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
                catchThrowableOfType(KernelException.class, () -> kernel.vrrpIpv6(new NetworkInterfaceName("no-such")));
        assertThat(refusal).hasMessage("find interface no-such: ENODEV");
    }
}
