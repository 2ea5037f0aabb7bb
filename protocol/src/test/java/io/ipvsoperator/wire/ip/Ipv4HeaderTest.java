package io.ipvsoperator.wire.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.InternetChecksum;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv4HeaderTest {

    /**
     * The header of an advertisement of keepalived 2.2.7, tcpdump -xx on the peer of its veth, with the identification
     * 1 set to 0 and the checksum raised by as much. Twelve bytes of payload follow.
     */
    private static final byte[] BYTES = HexFormat.of()
            .parseHex("45c00020" + "00000000" + "ff701891" + "c000020a" + "e0000012" + "3133c8010032a19ac0000264");

    private static final Ipv4Header HEADER =
            new Ipv4Header(0xc0, 255, 112, Ipv4Address.parse("192.0.2.10"), Ipv4Address.parse("224.0.0.18"), 12);

    @Test
    void decodes() {
        assertThat(Ipv4Header.decode(WireReader.of(BYTES))).isEqualTo(new Decoded.Ok<>(HEADER));
    }

    @Test
    void encodes_every_byte() {
        byte[] buffer = new byte[Ipv4Header.LENGTH];
        Arrays.fill(buffer, (byte) 0xa5);
        HEADER.encode(WireWriter.to(ByteBuffer.wrap(buffer)));
        assertThat(buffer).isEqualTo(Arrays.copyOf(BYTES, Ipv4Header.LENGTH));
    }

    @Test
    void says_how_long_it_is() {
        assertThat(HEADER.encodedLength()).isEqualTo(Ipv4Header.LENGTH);
    }

    @Test
    void leaves_the_reader_at_the_payload() {
        WireReader in = WireReader.of(BYTES);
        Ipv4Header.decode(in);
        assertThat(in.u16()).isEqualTo(0x3133);
    }

    @Test
    void steps_over_options() {
        WireReader in = WireReader.of(withOptions());
        assertThat(Ipv4Header.decode(in)).isEqualTo(new Decoded.Ok<>(HEADER));
        assertThat(in.u16()).isEqualTo(0x3133);
    }

    @Test
    void tells_payload_from_ethernet_padding() {
        assertThat(Ipv4Header.decode(WireReader.of(Arrays.copyOf(BYTES, 46)))).isEqualTo(new Decoded.Ok<>(HEADER));
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "1, 0xc1, IP_CHECKSUM, one bit wrong",
        "0, 0x65, IP_VERSION, version 6",
        "0, 0x44, IP_HEADER_LENGTH, header of 16 bytes",
        "0, 0x4f, IP_HEADER_LENGTH, header longer than the packet",
        "3, 0x21, IP_TRUNCATED, total length one more than the packet",
        "3, 0x13, IP_HEADER_LENGTH, total length below the header",
    })
    void rejects(int offset, String octet, Reason reason, String what) {
        byte[] bytes = BYTES.clone();
        bytes[offset] = (byte) (int) Integer.decode(octet);
        assertThat(Ipv4Header.decode(WireReader.of(bytes))).as(what).isEqualTo(new Decoded.Rejected<>(reason));
    }

    @Test
    void rejects_fewer_bytes_than_a_header() {
        assertThat(Ipv4Header.decode(WireReader.of(Arrays.copyOf(BYTES, 19))))
                .isEqualTo(new Decoded.Rejected<>(Reason.IP_TRUNCATED));
    }

    @ParameterizedTest
    @CsvSource({"0x2000", "0x0001"})
    void rejects_fragments(String flagsAndOffset) {
        assertThat(Ipv4Header.decode(WireReader.of(withFlags(Integer.decode(flagsAndOffset)))))
                .isEqualTo(new Decoded.Rejected<>(Reason.IP_FRAGMENT));
    }

    @Test
    void accepts_what_must_not_be_fragmented() {
        assertThat(Ipv4Header.decode(WireReader.of(withFlags(0x4000)))).isEqualTo(new Decoded.Ok<>(HEADER));
    }

    @Test
    void a_field_that_does_not_fit_is_named() {
        assertThatThrownBy(() -> new Ipv4Header(0, 256, 112, HEADER.source(), HEADER.destination(), 0))
                .hasMessage("timeToLive is 0 to 255, not 256");
    }

    private static byte[] withFlags(int flagsAndOffset) {
        byte[] packet = BYTES.clone();
        ByteBuffer.wrap(packet).putShort(6, (short) flagsAndOffset);
        return checksummed(packet, 20);
    }

    /** IHL 6: one word of No Operation options. */
    private static byte[] withOptions() {
        byte[] packet = new byte[BYTES.length + 4];
        ByteBuffer.wrap(packet)
                .put(BYTES, 0, 20)
                .putInt(0x01010101)
                .put(BYTES, 20, 12)
                .put(0, (byte) 0x46)
                .putShort(2, (short) packet.length);
        return checksummed(packet, 24);
    }

    private static byte[] checksummed(byte[] packet, int headerLength) {
        ByteBuffer.wrap(packet).putShort(10, (short) 0);
        WireReader header = WireReader.of(packet).next(headerLength);
        ByteBuffer.wrap(packet)
                .putShort(10, (short) new InternetChecksum().add(header).value());
        return packet;
    }
}
