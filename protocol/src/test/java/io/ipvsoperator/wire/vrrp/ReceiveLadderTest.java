package io.ipvsoperator.wire.vrrp;

import static io.ipvsoperator.wire.vrrp.Captured.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.wire.InternetChecksum;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;
import io.ipvsoperator.wire.ip.IpHeader;
import io.ipvsoperator.wire.ip.Ipv4Header;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiveLadderTest {

    private static final IpAddress OWN = IpAddress.parse("192.0.2.20");
    private static final IpAddress PEER = IpAddress.parse("192.0.2.10");
    private static final IpAddress GROUP = AdvertisementPacket.group(IpFamily.IPV4);
    private static final IpAddress STRANGER = IpAddress.parse("192.0.2.66");
    private static final List<IpAddress> ADDRESSES = List.of(IpAddress.parse("192.0.2.100"));
    private static final VrrpVersion VERSION_3 = new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER);

    /** Four virtual routers of one interface: version 2, version 2 with a password, version 3, version 3 by unicast. */
    private static final ReceiveLadder LADDER = new ReceiveLadder(
            IpFamily.IPV4,
            Set.of(OWN),
            Map.of(
                    new VirtualRouterId(33),
                    multicast(new VrrpVersion.V2(new Authentication.None())),
                    new VirtualRouterId(34),
                    multicast(new VrrpVersion.V2(Authentication.SimplePassword.of("netology"))),
                    new VirtualRouterId(51),
                    multicast(VERSION_3),
                    new VirtualRouterId(53),
                    expectation(VERSION_3, new Transport.Unicast(new LinkedHashSet<>(List.of(PEER))))));

    /** What stands in the checksum field below is replaced by the right one; one row takes it away again. */
    private static final String V2_MESSAGE = "2121640100010000c00002c80000000000000000";

    private static final String PASS_MESSAGE = "2122640101010000c00002c86e65746f6c6f6779";
    private static final String V3_MESSAGE = "3133c80100320000c0000264";
    private static final String UNICAST_MESSAGE = "3135c80100320000c0000264";

    static Stream<Arguments> rejections() {
        return Stream.of(
                row(Reason.IP_TRUNCATED, "nothing at all", new byte[0]),
                row(Reason.IP_TRUNCATED, "cut inside the message", Arrays.copyOf(fromPeer(V3_MESSAGE), 31)),
                row(Reason.IP_VERSION, "an IPv6 packet", withOctet(fromPeer(V3_MESSAGE), 0, 0x60)),
                row(Reason.IP_HEADER_LENGTH, "IHL 4", withOctet(fromPeer(V3_MESSAGE), 0, 0x44)),
                row(Reason.IP_HEADER_LENGTH, "IHL 15 of a short packet", withOctet(fromPeer(V3_MESSAGE), 0, 0x4f)),
                row(Reason.IP_CHECKSUM, "IHL 6 without options", withOctet(fromPeer(V3_MESSAGE), 0, 0x46)),
                row(Reason.IP_CHECKSUM, "a wrong bit in the header", withOctet(fromPeer(V3_MESSAGE), 8, 254)),
                row(Reason.IP_FRAGMENT, "More Fragments", fragment(fromPeer(V3_MESSAGE))),
                row(Reason.NOT_VRRP, "protocol 6", packet(6, 255, PEER, GROUP, V3_MESSAGE)),
                row(Reason.DESTINATION, "sent to somebody else", packet(112, 255, PEER, STRANGER, V3_MESSAGE)),
                row(Reason.DESTINATION, "sent to us, not to the group", packet(112, 255, PEER, OWN, V3_MESSAGE)),
                row(Reason.DESTINATION, "sent to the group, not to us", fromPeer(UNICAST_MESSAGE)),
                row(Reason.OWN_PACKET, "our own, reflected", packet(112, 255, OWN, GROUP, V3_MESSAGE)),
                row(Reason.TTL, "TTL 64", packet(112, 64, PEER, GROUP, V3_MESSAGE)),
                row(Reason.TTL, "TTL 254", packet(112, 254, PEER, GROUP, V3_MESSAGE)),
                row(Reason.TTL, "TTL 64 by unicast", packet(112, 64, PEER, OWN, UNICAST_MESSAGE)),
                row(Reason.TRUNCATED, "seven bytes", packet(112, 255, PEER, GROUP, "3133c801003200")),
                row(Reason.TRUNCATED, "no message", packet(112, 255, PEER, GROUP, "")),
                row(Reason.UNKNOWN_VERSION, "version 4", fromPeer("4133c80100320000c0000264")),
                row(Reason.UNKNOWN_VERSION, "version 1", fromPeer("1133c80100320000c0000264")),
                row(Reason.TYPE, "type 2", fromPeer("3233c80100320000c0000264")),
                row(Reason.ADDRESS_COUNT, "count 0, version 3", fromPeer("3133c80000320000")),
                row(Reason.ADDRESS_COUNT, "count 0, version 2", fromPeer("21216400000100000000000000000000")),
                row(
                        Reason.INTERVAL_ZERO,
                        "interval 0, version 3, reserved bits set",
                        fromPeer("3133c801f0000000c0000264")),
                row(
                        Reason.INTERVAL_ZERO,
                        "interval 0, version 2",
                        fromPeer("2121640100000000c00002c80000000000000000")),
                row(
                        Reason.LENGTH,
                        "version 3 with the trailer of version 2",
                        fromPeer(V3_MESSAGE + "0000000000000000")),
                row(Reason.LENGTH, "version 2 without its trailer", fromPeer("2121640100010000c00002c8")),
                row(Reason.LENGTH, "count 255, one address", fromPeer("3133c8ff00320000c0000264")),
                row(Reason.LENGTH, "count 1, two addresses", fromPeer(V3_MESSAGE + "c0000265")),
                row(Reason.CHECKSUM, "version 3", withOctet(fromPeer(V3_MESSAGE), 31, 0x65)),
                row(Reason.CHECKSUM, "version 3, field zero", withoutChecksum(fromPeer(V3_MESSAGE))),
                row(Reason.CHECKSUM, "version 2", withOctet(fromPeer(V2_MESSAGE), 22, 0x65)),
                row(Reason.CHECKSUM, "version 2 with a pseudo-header", pseudoHeaderChecksummed(V2_MESSAGE)),
                row(Reason.UNKNOWN_VIRTUAL_ROUTER, "VRID 52", fromPeer("3134c80100320000c0000264")),
                row(Reason.UNKNOWN_VIRTUAL_ROUTER, "VRID 0", fromPeer("3100c80100320000c0000264")),
                row(Reason.NOT_A_PEER, "from a stranger", packet(112, 255, STRANGER, OWN, UNICAST_MESSAGE)),
                row(Reason.VERSION, "version 3 for a router of version 2", fromPeer("3121c80100640000c0000264")),
                row(Reason.VERSION, "version 2 for one of version 3", fromPeer("2133" + V2_MESSAGE.substring(4))),
                row(Reason.AUTHENTICATION_TYPE, "a password where none is", fromPeer(authentication(V2_MESSAGE, 1))),
                row(Reason.AUTHENTICATION_TYPE, "none where a password is", fromPeer(authentication(PASS_MESSAGE, 0))),
                row(Reason.AUTHENTICATION_TYPE, "IP Authentication Header", fromPeer(authentication(V2_MESSAGE, 2))),
                row(Reason.PASSWORD, "another password", fromPeer(PASS_MESSAGE.replace("6779", "6778"))),
                row(Reason.PASSWORD, "a part of it", fromPeer(PASS_MESSAGE.replace("6779", "0000"))),
                row(Reason.INTERVAL, "2 s instead of 1 s", fromPeer("2121640100020000c00002c80000000000000000")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rejections")
    void rejects(Reason reason, String what, byte[] packet) {
        assertThat(reasonFor(packet)).as(what).isEqualTo(reason);
    }

    @Test
    void every_reason_of_an_advertisement_has_a_row() {
        Set<Reason> rows = rejections().map(row -> (Reason) row.get()[0]).collect(Collectors.toSet());
        assertThat(rows).isEqualTo(EnumSet.range(Reason.IP_TRUNCATED, Reason.INTERVAL));
    }

    @Test
    void the_first_failed_check_names_the_packet() {
        String everythingWrong = "4233c80000000000";
        assertThat(reasonFor(packet(112, 1, PEER, GROUP, everythingWrong))).isEqualTo(Reason.TTL);
    }

    @Test
    void labels_are_the_names_in_lower_case() {
        assertThat(Reason.UNKNOWN_VIRTUAL_ROUTER.label()).isEqualTo("unknown_virtual_router");
    }

    @Test
    void accepts_ihl_6_a_packet_with_ip_options() {
        assertThat(checksumOf(withOptions(fromPeer(V3_MESSAGE)))).isEqualTo(ChecksumForm.MESSAGE_ONLY);
    }

    @Test
    void accepts_a_packet_with_ethernet_padding() {
        assertThat(checksumOf(Arrays.copyOf(fromPeer(V3_MESSAGE), 46))).isEqualTo(ChecksumForm.MESSAGE_ONLY);
    }

    @Test
    void accepts_the_checksum_with_a_pseudo_header_and_says_so() {
        assertThat(checksumOf(pseudoHeaderChecksummed(V3_MESSAGE))).isEqualTo(ChecksumForm.PSEUDO_HEADER);
    }

    @Test
    void ignores_the_reserved_bits_of_version_3() {
        assertThat(accepted(fromPeer("3133c801f0320000c0000264"))
                        .advertisement()
                        .interval())
                .isEqualTo(AdvertInterval.ofCentiseconds(50));
    }

    @Test
    void accepts_another_interval_in_version_3() {
        assertThat(accepted(fromPeer("3133c8010fff0000c0000264"))
                        .advertisement()
                        .interval())
                .isEqualTo(AdvertInterval.ofCentiseconds(4095));
    }

    @Test
    void ignores_what_stands_in_the_trailer_of_version_2_without_authentication() {
        assertThat(accepted(fromPeer("2121640100010000c00002c8ffffffffffffffff"))
                        .advertisement()
                        .priority())
                .isEqualTo(new Priority(100));
    }

    @Test
    void accepts_addresses_that_are_not_ours() {
        assertThat(accepted(fromPeer("3133c80100320000c6336401"))
                        .advertisement()
                        .addresses())
                .containsExactly(IpAddress.parse("198.51.100.1"));
    }

    @Test
    void accepts_what_a_peer_sends_to_us_alone() {
        assertThat(accepted(packet(112, 255, PEER, OWN, UNICAST_MESSAGE)).destination())
                .isEqualTo(OWN);
    }

    @Test
    void says_who_uses_one_of_our_identifiers_in_other_terms() {
        assertThat(LADDER.receive(WireReader.of(fromPeer("3121c80100640000c0000264"))))
                .isEqualTo(new Verdict.Disputed(Reason.VERSION, new VirtualRouterId(33), PEER));
    }

    @Test
    void remarks_on_other_addresses() {
        assertThat(remarksOn(fromPeer("3133c80100640000c6336401"))).containsExactly(Remark.ADDRESS_LIST);
    }

    @Test
    void remarks_on_another_interval_in_version_3() {
        assertThat(remarksOn(fromPeer(V3_MESSAGE))).containsExactly(Remark.INTERVAL);
    }

    @Test
    void remarks_on_a_router_that_calls_the_address_its_own() {
        assertThat(remarksOn(fromPeer("3133ff0100640000c0000264"))).containsExactly(Remark.ADDRESS_OWNER);
    }

    @Test
    void has_no_remark_on_what_we_would_send_ourselves() {
        assertThat(remarksOn(fromPeer("3133c80100640000c0000264"))).isEmpty();
    }

    private static Arguments row(Reason reason, String what, byte[] packet) {
        return Arguments.of(reason, what, packet);
    }

    private static AdvertisementPacket accepted(byte[] packet) {
        return switch (LADDER.receive(WireReader.of(packet))) {
            case Verdict.Heard(AdvertisementPacket heard, Set<Remark> remarks) -> heard;
            case Verdict.Disputed disputed -> throw new AssertionError(disputed);
            case Verdict.Ignored ignored -> throw new AssertionError(ignored);
        };
    }

    private static Reason reasonFor(byte[] packet) {
        return switch (LADDER.receive(WireReader.of(packet))) {
            case Verdict.Heard heard -> throw new AssertionError(heard);
            case Verdict.Disputed(Reason reason, VirtualRouterId id, IpAddress source) -> reason;
            case Verdict.Ignored(Reason reason) -> reason;
        };
    }

    private static Set<Remark> remarksOn(byte[] packet) {
        return switch (LADDER.receive(WireReader.of(packet))) {
            case Verdict.Heard(AdvertisementPacket heard, Set<Remark> remarks) -> remarks;
            case Verdict.Disputed disputed -> throw new AssertionError(disputed);
            case Verdict.Ignored ignored -> throw new AssertionError(ignored);
        };
    }

    private static Expectation multicast(VrrpVersion version) {
        return expectation(version, new Transport.Multicast());
    }

    private static Expectation expectation(VrrpVersion version, Transport transport) {
        return new Expectation(version, AdvertInterval.ofSeconds(1), transport, ADDRESSES);
    }

    private static ChecksumForm checksumOf(byte[] packet) {
        return switch (accepted(packet).version()) {
            case VrrpVersion.V3(ChecksumForm form) -> form;
            case VrrpVersion.V2 v2 -> throw new AssertionError("version 2");
        };
    }

    private static byte[] fromPeer(String message) {
        return packet(112, 255, PEER, GROUP, message);
    }

    /** An IPv4 packet around a message, with right checksums, that of the message over the message alone. */
    private static byte[] packet(int protocol, int ttl, IpAddress source, IpAddress destination, String message) {
        byte[] payload = hex(message);
        if (payload.length >= 8) {
            putChecksum(payload, 6, new InternetChecksum().add(WireReader.of(payload)));
        }
        byte[] packet = new byte[Ipv4Header.LENGTH + payload.length];
        WireWriter out = WireWriter.to(ByteBuffer.wrap(packet));
        IpHeader.of(0xc0, ttl, protocol, source, destination, payload.length).encode(out);
        out.bytes(payload);
        return packet;
    }

    private static byte[] pseudoHeaderChecksummed(String message) {
        byte[] payload = hex(message);
        InternetChecksum checksum = new InternetChecksum().addPseudoHeader(PEER, GROUP, 112, payload.length);
        putChecksum(payload, 6, checksum.add(WireReader.of(payload)));
        byte[] packet = fromPeer(message);
        System.arraycopy(payload, 0, packet, Ipv4Header.LENGTH, payload.length);
        return packet;
    }

    private static byte[] withOptions(byte[] packet) {
        byte[] longer = HexFormat.of()
                .parseHex(HexFormat.of().formatHex(packet, 0, 20) + "01010101"
                        + HexFormat.of().formatHex(packet, 20, packet.length));
        longer[0] = 0x46;
        longer[3] = (byte) longer.length;
        return headerChecksummed(longer, 24);
    }

    private static byte[] fragment(byte[] packet) {
        return headerChecksummed(withOctet(packet, 6, 0x20), 20);
    }

    private static byte[] headerChecksummed(byte[] packet, int headerLength) {
        ByteBuffer.wrap(packet).putShort(10, (short) 0);
        putChecksum(packet, 10, new InternetChecksum().add(WireReader.of(packet).next(headerLength)));
        return packet;
    }

    private static void putChecksum(byte[] bytes, int offset, InternetChecksum checksum) {
        ByteBuffer.wrap(bytes).putShort(offset, (short) checksum.value());
    }

    private static byte[] withoutChecksum(byte[] packet) {
        return withOctet(withOctet(packet, 26, 0), 27, 0);
    }

    private static byte[] withOctet(byte[] packet, int offset, int octet) {
        packet[offset] = (byte) octet;
        return packet;
    }

    private static String authentication(String message, int type) {
        return message.substring(0, 8) + "0" + type + message.substring(10);
    }
}
