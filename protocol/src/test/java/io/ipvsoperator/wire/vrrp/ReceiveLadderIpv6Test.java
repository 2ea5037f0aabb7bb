package io.ipvsoperator.wire.vrrp;

import static io.ipvsoperator.wire.vrrp.Captured.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.wire.InternetChecksum;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.ip.IpHeader;
import io.ipvsoperator.wire.ip.Ipv6Header;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiveLadderIpv6Test {

    private static final IpAddress OWN = IpAddress.parse("fe80::20");
    private static final IpAddress PEER = IpAddress.parse("fe80::10");
    private static final IpAddress STRANGER = IpAddress.parse("fe80::66");
    private static final IpAddress OWN_GLOBAL = IpAddress.parse("2001:db8::20");
    private static final IpAddress PEER_GLOBAL = IpAddress.parse("2001:db8::10");
    private static final IpAddress GROUP = AdvertisementPacket.group(IpFamily.IPV6);
    private static final VrrpVersion VERSION_3 = new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER);

    private static final String ADDRESSES = "fe8000000000000000000000005e0051" + "20010db8000000000000000000000051";

    /** What stands in the checksum field is replaced by the right one. */
    private static final String MESSAGE = "3133c80200320000" + ADDRESSES;

    private static final String UNICAST_MESSAGE = "3135960200640000" + ADDRESSES;

    /** Two virtual routers of one interface: 51 by multicast, 53 by unicast. */
    private static final ReceiveLadder LADDER = new ReceiveLadder(
            IpFamily.IPV6,
            Set.of(OWN, OWN_GLOBAL),
            Map.of(
                    new VirtualRouterId(51),
                    expectation(new Transport.Multicast()),
                    new VirtualRouterId(53),
                    expectation(new Transport.Unicast(new LinkedHashSet<>(List.of(PEER, PEER_GLOBAL))))));

    static Stream<Arguments> rejections() {
        return Stream.of(
                row(Reason.IP_TRUNCATED, "nothing at all", new byte[0]),
                row(Reason.IP_TRUNCATED, "cut inside the message", Arrays.copyOf(fromPeer(MESSAGE), 79)),
                row(Reason.IP_VERSION, "an IPv4 packet", Captured.KEEPALIVED_V2_PASS),
                row(Reason.NOT_VRRP, "an extension header: Hop-by-Hop Options", withExtension(0)),
                row(Reason.NOT_VRRP, "an extension header: Fragment", withExtension(44)),
                row(Reason.NOT_VRRP, "next header 58", packet(58, 255, PEER, GROUP, MESSAGE)),
                row(
                        Reason.DESTINATION,
                        "sent to all nodes",
                        packet(112, 255, PEER, IpAddress.parse("ff02::1"), MESSAGE)),
                row(Reason.DESTINATION, "sent to somebody else", packet(112, 255, PEER, STRANGER, MESSAGE)),
                row(Reason.DESTINATION, "sent to us, not to the group", packet(112, 255, PEER, OWN, MESSAGE)),
                row(Reason.DESTINATION, "sent to the group, not to us", fromPeer(UNICAST_MESSAGE)),
                row(Reason.OWN_PACKET, "our own, reflected", packet(112, 255, OWN, GROUP, MESSAGE)),
                row(Reason.TTL, "hop limit 64", packet(112, 64, PEER, GROUP, MESSAGE)),
                row(Reason.TTL, "hop limit 254", packet(112, 254, PEER, GROUP, MESSAGE)),
                row(
                        Reason.TTL,
                        "hop limit 64 between addresses that routers forward",
                        packet(112, 64, PEER_GLOBAL, OWN_GLOBAL, UNICAST_MESSAGE)),
                row(Reason.TRUNCATED, "seven bytes", packet(112, 255, PEER, GROUP, "3133c802003200")),
                row(Reason.TRUNCATED, "no message", packet(112, 255, PEER, GROUP, "")),
                row(Reason.UNKNOWN_VERSION, "version 4", fromPeer("4" + MESSAGE.substring(1))),
                row(Reason.UNKNOWN_VERSION, "version 2", fromPeer("2133c80200010000" + ADDRESSES + "0000000000000000")),
                row(Reason.TYPE, "type 2", fromPeer("32" + MESSAGE.substring(2))),
                row(Reason.ADDRESS_COUNT, "no address", fromPeer("3133c80000320000")),
                row(Reason.INTERVAL_ZERO, "interval 0, reserved bits set", fromPeer("3133c802f0000000" + ADDRESSES)),
                row(Reason.LENGTH, "count 255, two addresses", fromPeer("3133c8ff00320000" + ADDRESSES)),
                row(Reason.LENGTH, "count 1, two addresses", fromPeer("3133c80100320000" + ADDRESSES)),
                row(Reason.LENGTH, "addresses of IPv4", fromPeer("3133c80200320000c0000264c0000265")),
                row(Reason.LENGTH, "the trailer of version 2", fromPeer(MESSAGE + "0000000000000000")),
                row(Reason.CHECKSUM, "a wrong bit", withOctet(fromPeer(MESSAGE), 79, 0x52)),
                row(Reason.CHECKSUM, "over the message alone", withMessageChecksum(MESSAGE)),
                row(Reason.CHECKSUM, "over another source", withOctet(fromPeer(MESSAGE), 23, 0x11)),
                row(Reason.UNKNOWN_VIRTUAL_ROUTER, "VRID 52", fromPeer("3134c80200320000" + ADDRESSES)),
                row(Reason.UNKNOWN_VIRTUAL_ROUTER, "VRID 0", fromPeer("3100c80200320000" + ADDRESSES)),
                row(Reason.NOT_A_PEER, "from a stranger", packet(112, 255, STRANGER, OWN, UNICAST_MESSAGE)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rejections")
    void rejects(Reason reason, String what, byte[] packet) {
        Verdict verdict = LADDER.receive(WireReader.of(packet));
        assertThat(verdict).as(what).isNotInstanceOf(Verdict.Heard.class);
        Reason found = switch (verdict) {
            case Verdict.Heard heard -> throw new AssertionError(heard);
            case Verdict.Disputed(Reason disputed, VirtualRouterId id, IpAddress source) -> disputed;
            case Verdict.Ignored(Reason ignored) -> ignored;
        };
        assertThat(found).as(what).isEqualTo(reason);
    }

    @Test
    void accepts_a_packet_with_ethernet_padding() {
        assertThat(LADDER.receive(WireReader.of(Arrays.copyOf(fromPeer(MESSAGE), 90))))
                .isInstanceOf(Verdict.Heard.class);
    }

    @Test
    void accepts_as_many_addresses_as_the_count_can_say() {
        String message = "3133c8ff00320000" + ADDRESSES.substring(0, 32).repeat(255);
        assertThat(LADDER.receive(WireReader.of(fromPeer(message))))
                .isInstanceOfSatisfying(
                        Verdict.Heard.class,
                        heard -> assertThat(heard.packet().advertisement().addresses())
                                .hasSize(255));
    }

    @Test
    void accepts_from_a_link_local_peer_what_no_router_can_have_forwarded_whatever_its_hop_limit() {
        assertThat(LADDER.receive(WireReader.of(packet(112, 64, PEER, OWN, UNICAST_MESSAGE))))
                .isInstanceOf(Verdict.Heard.class);
    }

    @Test
    void accepts_from_a_peer_with_a_global_address() {
        assertThat(LADDER.receive(WireReader.of(packet(112, 255, PEER_GLOBAL, OWN_GLOBAL, UNICAST_MESSAGE))))
                .isInstanceOf(Verdict.Heard.class);
    }

    @Test
    void accepts_addresses_that_begin_with_no_link_local_one() {
        String message = "3133c80100320000" + ADDRESSES.substring(32);
        assertThat(LADDER.receive(WireReader.of(fromPeer(message))))
                .isInstanceOfSatisfying(
                        Verdict.Heard.class,
                        heard -> assertThat(heard.remarks()).containsExactly(Remark.ADDRESS_LIST));
    }

    private static Arguments row(Reason reason, String what, byte[] packet) {
        return Arguments.of(reason, what, packet);
    }

    private static Expectation expectation(Transport transport) {
        return new Expectation(
                VERSION_3,
                AdvertInterval.ofCentiseconds(50),
                transport,
                List.of(IpAddress.parse("fe80::5e:51"), IpAddress.parse("2001:db8::51")));
    }

    private static byte[] fromPeer(String message) {
        return packet(112, 255, PEER, GROUP, message);
    }

    /** An IPv6 packet around a message, with the right checksum. */
    private static byte[] packet(
            int nextHeader, int hopLimit, IpAddress source, IpAddress destination, String message) {
        byte[] payload = hex(message);
        InternetChecksum checksum =
                new InternetChecksum().addPseudoHeader(source, destination, nextHeader, payload.length);
        return packet(nextHeader, hopLimit, source, destination, payload, checksum);
    }

    private static byte[] withMessageChecksum(String message) {
        return packet(112, 255, PEER, GROUP, hex(message), new InternetChecksum());
    }

    private static byte[] packet(
            int nextHeader,
            int hopLimit,
            IpAddress source,
            IpAddress destination,
            byte[] payload,
            InternetChecksum checksum) {
        if (payload.length >= 8) {
            ByteBuffer.wrap(payload)
                    .putShort(6, (short) checksum.add(WireReader.of(payload)).value());
        }
        byte[] header = IpHeader.of(0xc0, hopLimit, nextHeader, source, destination, payload.length)
                .toBytes();
        return joined(header, payload);
    }

    /** Eight bytes of an extension header whose next header is VRRP. */
    private static byte[] withExtension(int type) {
        byte[] packet = fromPeer(MESSAGE);
        byte[] longer = joined(
                joined(Arrays.copyOf(packet, Ipv6Header.LENGTH), hex("7000010400000000")),
                Arrays.copyOfRange(packet, Ipv6Header.LENGTH, packet.length));
        longer[5] = (byte) (longer[5] + 8);
        return withOctet(longer, 6, type);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] withOctet(byte[] packet, int offset, int octet) {
        packet[offset] = (byte) octet;
        return packet;
    }
}
