package io.ipvsoperator.wire.ethernet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EthernetHeaderTest {

    /** The header of a gratuitous ARP request of keepalived 2.2.7, tcpdump -xx on the peer of its veth. */
    private static final byte[] BYTES =
            HexFormat.of().withDelimiter(" ").parseHex("ff ff ff ff ff ff d2 a9 52 7f 92 81 08 06");

    private static final EthernetHeader HEADER =
            new EthernetHeader(MacAddress.BROADCAST, MacAddress.parse("d2:a9:52:7f:92:81"), EthernetHeader.TYPE_ARP);

    @Test
    void decodes() {
        assertThat(EthernetHeader.decode(WireReader.of(BYTES))).isEqualTo(new Decoded.Ok<>(HEADER));
    }

    @Test
    void encodes_every_byte() {
        byte[] buffer = new byte[EthernetHeader.LENGTH];
        Arrays.fill(buffer, (byte) 0xa5);
        HEADER.encode(WireWriter.to(ByteBuffer.wrap(buffer)));
        assertThat(buffer).isEqualTo(BYTES);
    }

    @Test
    void says_how_long_it_is() {
        assertThat(HEADER.encodedLength()).isEqualTo(BYTES.length);
    }

    @Test
    void leaves_the_reader_at_the_payload() {
        WireReader in = WireReader.of(Arrays.copyOf(BYTES, 20));
        EthernetHeader.decode(in);
        assertThat(in.remaining()).isEqualTo(6);
    }

    @Test
    void rejects_a_part_of_a_header() {
        assertThat(EthernetHeader.decode(WireReader.of(Arrays.copyOf(BYTES, 13))))
                .isEqualTo(new Decoded.Rejected<>(Reason.ETHERNET_TRUNCATED));
    }
}
