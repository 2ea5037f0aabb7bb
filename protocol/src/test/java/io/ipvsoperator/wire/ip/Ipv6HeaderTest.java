package io.ipvsoperator.wire.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv6HeaderTest {

    /**
     * The header of an advertisement of keepalived 2.2.7, tcpdump -xx on the peer of its veth, with the flow label 0x004bc
     * that the kernel made up set to 0. Forty bytes of payload follow.
     */
    private static final byte[] BYTES = HexFormat.of()
            .parseHex("6c000000" + "002870ff" + "fe800000000000000000000000000010" + "ff020000000000000000000000000012"
                    + "3133c8020032db1f" + "fe8000000000000000000000005e0051" + "20010db8000000000000000000000051");

    private static final Ipv6Header HEADER =
            new Ipv6Header(0xc0, 255, 112, Ipv6Address.parse("fe80::10"), Ipv6Address.parse("ff02::12"), 40);

    @Test
    void decodes() {
        assertThat(Ipv6Header.decode(WireReader.of(BYTES))).isEqualTo(new Decoded.Ok<>(HEADER));
    }

    @Test
    void encodes_every_byte() {
        byte[] buffer = new byte[Ipv6Header.LENGTH];
        Arrays.fill(buffer, (byte) 0xa5);
        HEADER.encode(WireWriter.to(ByteBuffer.wrap(buffer)));
        assertThat(buffer).isEqualTo(Arrays.copyOf(BYTES, Ipv6Header.LENGTH));
    }

    @Test
    void says_how_long_it_is() {
        assertThat(HEADER.encodedLength()).isEqualTo(Ipv6Header.LENGTH);
    }

    @Test
    void leaves_the_reader_at_the_payload() {
        WireReader in = WireReader.of(BYTES);
        Ipv6Header.decode(in);
        assertThat(in.u16()).isEqualTo(0x3133);
    }

    @Test
    void tells_payload_from_ethernet_padding() {
        assertThat(Ipv6Header.decode(WireReader.of(Arrays.copyOf(BYTES, BYTES.length + 6))))
                .isEqualTo(new Decoded.Ok<>(HEADER));
    }

    @Test
    void looks_at_no_flow_label() {
        byte[] labelled = BYTES.clone();
        ByteBuffer.wrap(labelled).putInt(0, 0x6c0f_ffff);
        assertThat(Ipv6Header.decode(WireReader.of(labelled))).isEqualTo(new Decoded.Ok<>(HEADER));
    }

    @Test
    void reads_a_traffic_class_across_two_bytes() {
        byte[] marked = BYTES.clone();
        ByteBuffer.wrap(marked).putInt(0, 0x6ab0_0000);
        assertThat(Ipv6Header.decode(WireReader.of(marked)))
                .isEqualTo(new Decoded.Ok<>(new Ipv6Header(0xab, 255, 112, HEADER.source(), HEADER.destination(), 40)));
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "0, 0x4c, IP_VERSION, version 4",
        "0, 0x7c, IP_VERSION, version 7",
        "5, 0x29, IP_TRUNCATED, payload length one more than the packet",
        "4, 0xff, IP_TRUNCATED, payload length far beyond the packet",
    })
    void rejects(int offset, String octet, Reason reason, String what) {
        byte[] bytes = BYTES.clone();
        bytes[offset] = (byte) (int) Integer.decode(octet);
        assertThat(Ipv6Header.decode(WireReader.of(bytes))).as(what).isEqualTo(new Decoded.Rejected<>(reason));
    }

    @Test
    void rejects_fewer_bytes_than_a_header() {
        assertThat(Ipv6Header.decode(WireReader.of(Arrays.copyOf(BYTES, 39))))
                .isEqualTo(new Decoded.Rejected<>(Reason.IP_TRUNCATED));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "trafficClass, 256, 255, 112, 0, 255",
        "hopLimit, 0, 256, 112, 0, 255",
        "nextHeader, 0, 255, -1, 0, 255",
        "payloadLength, 0, 255, 112, 65536, 65535",
    })
    void a_field_that_does_not_fit_is_named(
            String field, int trafficClass, int hopLimit, int nextHeader, int payloadLength, int most) {
        assertThatThrownBy(() -> new Ipv6Header(
                        trafficClass, hopLimit, nextHeader, HEADER.source(), HEADER.destination(), payloadLength))
                .hasMessageStartingWith(field + " is 0 to " + most + ", not ");
    }
}
