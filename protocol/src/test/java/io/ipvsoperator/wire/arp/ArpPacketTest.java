package io.ipvsoperator.wire.arp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArpPacketTest {

    /** A gratuitous request of keepalived 2.2.7, tcpdump -xx on the peer of its veth. It fills the target with ones. */
    private static final byte[] KEEPALIVED =
            HexFormat.of().parseHex("0001080006040001" + "d2a9527f9281" + "c00002c8" + "ffffffffffff" + "c00002c8");

    private static final MacAddress OWNER = MacAddress.parse("d2:a9:52:7f:92:81");
    private static final Ipv4Address ADDRESS = Ipv4Address.parse("192.0.2.200");
    private static final ArpPacket PACKET =
            new ArpPacket(ArpPacket.Operation.REQUEST, OWNER, ADDRESS, MacAddress.BROADCAST, ADDRESS);

    @Test
    void decodes() {
        assertThat(ArpPacket.decode(WireReader.of(KEEPALIVED))).isEqualTo(new Decoded.Ok<>(PACKET));
    }

    @Test
    void decodes_in_spite_of_ethernet_padding() {
        assertThat(ArpPacket.decode(WireReader.of(Arrays.copyOf(KEEPALIVED, 46))))
                .isEqualTo(new Decoded.Ok<>(PACKET));
    }

    @Test
    void encodes_every_byte() {
        byte[] buffer = new byte[ArpPacket.LENGTH];
        Arrays.fill(buffer, (byte) 0xa5);
        PACKET.encode(WireWriter.to(ByteBuffer.wrap(buffer)));
        assertThat(buffer).isEqualTo(KEEPALIVED);
    }

    @Test
    void says_how_long_it_is() {
        assertThat(PACKET.encodedLength()).isEqualTo(KEEPALIVED.length);
    }

    @Test
    void an_announcement_is_a_request_for_the_senders_own_address() {
        assertThat(HexFormat.of().formatHex(ArpPacket.gratuitous(OWNER, ADDRESS).toBytes()))
                .isEqualTo("0001080006040001" + "d2a9527f9281" + "c00002c8" + "000000000000" + "c00002c8");
    }

    @Test
    void a_probe_claims_no_address() {
        assertThat(HexFormat.of().formatHex(ArpPacket.probe(OWNER, ADDRESS).toBytes()))
                .isEqualTo("0001080006040001" + "d2a9527f9281" + "00000000" + "000000000000" + "c00002c8");
    }

    @Test
    void an_announcement_claims_the_address_and_a_probe_does_not() {
        assertThat(ArpPacket.gratuitous(OWNER, ADDRESS).claims(ADDRESS)).isTrue();
        assertThat(ArpPacket.probe(OWNER, ADDRESS).claims(ADDRESS)).isFalse();
    }

    @Test
    void a_reply_round_trips() {
        ArpPacket reply = new ArpPacket(
                ArpPacket.Operation.REPLY,
                OWNER,
                ADDRESS,
                MacAddress.parse("02:00:00:00:00:01"),
                Ipv4Address.parse("192.0.2.1"));
        assertThat(ArpPacket.decode(WireReader.of(reply.toBytes()))).isEqualTo(new Decoded.Ok<>(reply));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "0001080006040001d2a9527f9281c00002c8ffffffffffffc00002, ARP_TRUNCATED, one byte short",
        "0006080006040001d2a9527f9281c00002c8ffffffffffffc00002c8, ARP_NOT_IPV4_OVER_ETHERNET, IEEE 802 hardware",
        "000186dd06040001d2a9527f9281c00002c8ffffffffffffc00002c8, ARP_NOT_IPV4_OVER_ETHERNET, IPv6 protocol",
        "0001080008040001d2a9527f9281c00002c8ffffffffffffc00002c8, ARP_NOT_IPV4_OVER_ETHERNET, eight byte hardware address",
        "0001080006100001d2a9527f9281c00002c8ffffffffffffc00002c8, ARP_NOT_IPV4_OVER_ETHERNET, sixteen byte address",
        "0001080006040003d2a9527f9281c00002c8ffffffffffffc00002c8, ARP_OPERATION, reverse ARP",
    })
    void rejects(String hex, Reason reason, String what) {
        assertThat(ArpPacket.decode(WireReader.of(HexFormat.of().parseHex(hex))))
                .as(what)
                .isEqualTo(new Decoded.Rejected<>(reason));
    }
}
