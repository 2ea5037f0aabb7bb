package io.ipvsoperator.wire.ndp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.InternetChecksum;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;
import io.ipvsoperator.wire.ip.Ipv6Header;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighborPacketTest {

    private static final MacAddress OWNER = MacAddress.parse("02:00:00:00:00:10");
    private static final Ipv6Address VIRTUAL = Ipv6Address.parse("fe80::5e:51");

    /** keepalived 2.2.7 announces a virtual address on a host that does not forward: tcpdump -xx on the peer of its veth. */
    private static final byte[] KEEPALIVED = hex("60000000 00203aff fe80000000000000 00000000005e0051"
            + "ff02000000000000 0000000000000001 88005630 20000000 fe80000000000000 00000000005e0051 0201020000000010");

    private static final NeighborPacket ANNOUNCEMENT = NeighborPacket.unsolicited(OWNER, VIRTUAL, false);

    /** Linux 6.18 asks for a neighbor: the same capture. */
    private static final byte[] LINUX = hex("60000000 00203aff fe80000000000000 0000000000000010"
            + "ff02000000000000 00000001ff000020 87007a3d 00000000 fe80000000000000 0000000000000020 0101020000000010");

    private static final NeighborPacket QUESTION = new NeighborPacket(
            Ipv6Address.parse("fe80::10"),
            Ipv6Address.parse("ff02::1:ff00:20"),
            new NeighborMessage.Solicitation(Ipv6Address.parse("fe80::20"), Optional.of(OWNER)));

    @Test
    void decodes_the_announcement_of_keepalived() {
        assertThat(NeighborPacket.decode(WireReader.of(KEEPALIVED))).isEqualTo(new Decoded.Ok<>(ANNOUNCEMENT));
    }

    @Test
    void encodes_the_announcement_of_keepalived() {
        assertThat(encoded(ANNOUNCEMENT)).isEqualTo(KEEPALIVED);
    }

    @Test
    void decodes_the_question_of_linux() {
        assertThat(NeighborPacket.decode(WireReader.of(LINUX))).isEqualTo(new Decoded.Ok<>(QUESTION));
    }

    @Test
    void encodes_the_question_of_linux() {
        assertThat(encoded(QUESTION)).isEqualTo(LINUX);
    }

    @Test
    void says_how_long_it_is() {
        assertThat(ANNOUNCEMENT.encodedLength()).isEqualTo(KEEPALIVED.length);
        assertThat(NeighborPacket.probe(VIRTUAL).encodedLength()).isEqualTo(KEEPALIVED.length - 8);
    }

    /** RFC 4862 section 5.4.2: from nobody, to the solicited-node group, without a hardware address. */
    @Test
    void a_probe_claims_no_address() {
        assertThat(NeighborPacket.probe(VIRTUAL))
                .isEqualTo(new NeighborPacket(
                        Ipv6Address.UNSPECIFIED,
                        Ipv6Address.parse("ff02::1:ff5e:51"),
                        new NeighborMessage.Solicitation(VIRTUAL, Optional.empty())));
    }

    @Test
    void an_announcement_of_a_router_says_so() {
        NeighborPacket announcement = NeighborPacket.unsolicited(OWNER, VIRTUAL, true);
        assertThat(encoded(announcement)[Ipv6Header.LENGTH + 4]).isEqualTo((byte) 0xa0);
    }

    @Test
    void decodes_in_spite_of_ethernet_padding() {
        assertThat(NeighborPacket.decode(WireReader.of(Arrays.copyOf(KEEPALIVED, KEEPALIVED.length + 4))))
                .isEqualTo(new Decoded.Ok<>(ANNOUNCEMENT));
    }

    /** A nonce (RFC 3971) of eight bytes before the address. */
    @Test
    void steps_over_options_that_mean_nothing_here() {
        byte[] message = hex("88000000 20000000 fe80000000000000 00000000005e0051 0e01010203040506 0201020000000010");
        assertThat(NeighborPacket.decode(WireReader.of(packet(58, 255, message))))
                .isEqualTo(new Decoded.Ok<>(ANNOUNCEMENT));
    }

    @Test
    void an_announcement_may_lack_the_hardware_address() {
        byte[] message = hex("88000000 20000000 fe80000000000000 00000000005e0051");
        assertThat(NeighborPacket.decode(WireReader.of(packet(58, 255, message))))
                .isEqualTo(new Decoded.Ok<>(new NeighborPacket(
                        VIRTUAL,
                        Ipv6Address.ALL_NODES,
                        new NeighborMessage.Advertisement(VIRTUAL, false, false, true, Optional.empty()))));
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource({
        "NDP_TRUNCATED, 58, 255, 8800000020000000fe8000000000000000000000005e00, a byte of the target is missing",
        "NDP_TRUNCATED, 17, 255, 8800000020000000fe8000000000000000000000005e0051, UDP",
        "NDP_INVALID, 58, 64, 8800000020000000fe8000000000000000000000005e0051, hop limit 64",
        "NDP_INVALID, 58, 255, 8801000020000000fe8000000000000000000000005e0051, code 1",
        "NDP_INVALID, 58, 255, 8800000020000000ff020000000000000000000000000001, the target is a group",
        "NDP_INVALID, 58, 255, 8800000020000000fe8000000000000000000000005e00510200020000000010, option of length 0",
        "NDP_INVALID, 58, 255, 8800000020000000fe8000000000000000000000005e00510202020000000010, option beyond the end",
        "NDP_INVALID, 58, 255, 8800000020000000fe8000000000000000000000005e005102, half an option header",
        "NDP_TYPE, 58, 255, 8600000020000000fe8000000000000000000000005e0051, a router advertisement",
    })
    void rejects(Reason reason, int nextHeader, int hopLimit, String message, String what) {
        assertThat(NeighborPacket.decode(WireReader.of(packet(nextHeader, hopLimit, hex(message)))))
                .as(what)
                .isEqualTo(new Decoded.Rejected<>(reason));
    }

    @Test
    void rejects_a_wrong_checksum() {
        byte[] wrong = KEEPALIVED.clone();
        wrong[wrong.length - 1] ^= 1;
        assertThat(NeighborPacket.decode(WireReader.of(wrong))).isEqualTo(new Decoded.Rejected<>(Reason.NDP_CHECKSUM));
    }

    @Test
    void rejects_a_packet_that_is_cut() {
        assertThat(NeighborPacket.decode(WireReader.of(Arrays.copyOf(KEEPALIVED, KEEPALIVED.length - 1))))
                .isEqualTo(new Decoded.Rejected<>(Reason.IP_TRUNCATED));
    }

    @Property(tries = 2_000)
    void what_is_encoded_is_decoded_again(
            @ForAll long high,
            @ForAll long low,
            @ForAll @LongRange(max = 0xffff_ffff_ffffL) long mac,
            @ForAll boolean router,
            @ForAll boolean solicited,
            @ForAll boolean override,
            @ForAll boolean asks,
            @ForAll boolean named) {
        Ipv6Address target = new Ipv6Address(high >>> 1, low);
        Optional<MacAddress> linkLayer = named ? Optional.of(new MacAddress(mac)) : Optional.empty();
        NeighborMessage message = asks
                ? new NeighborMessage.Solicitation(target, linkLayer)
                : new NeighborMessage.Advertisement(target, router, solicited, override, linkLayer);
        NeighborPacket packet = new NeighborPacket(new Ipv6Address(low, high), target.solicitedNode(), message);
        assertThat(NeighborPacket.decode(WireReader.of(encoded(packet)))).isEqualTo(new Decoded.Ok<>(packet));
    }

    private static byte[] encoded(NeighborPacket packet) {
        byte[] buffer = new byte[packet.encodedLength()];
        Arrays.fill(buffer, (byte) 0xa5);
        packet.encode(WireWriter.to(ByteBuffer.wrap(buffer)));
        return buffer;
    }

    /** From the virtual address to all nodes, with the right checksum. */
    private static byte[] packet(int nextHeader, int hopLimit, byte[] message) {
        Ipv6Header header = new Ipv6Header(0, hopLimit, nextHeader, VIRTUAL, Ipv6Address.ALL_NODES, message.length);
        InternetChecksum checksum = new InternetChecksum()
                .addPseudoHeader(VIRTUAL, Ipv6Address.ALL_NODES, nextHeader, message.length)
                .add(WireReader.of(message));
        ByteBuffer.wrap(message).putShort(2, (short) checksum.value());
        byte[] packet = Arrays.copyOf(header.toBytes(), Ipv6Header.LENGTH + message.length);
        System.arraycopy(message, 0, packet, Ipv6Header.LENGTH, message.length);
        return packet;
    }

    private static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes.replace(" ", ""));
    }
}
