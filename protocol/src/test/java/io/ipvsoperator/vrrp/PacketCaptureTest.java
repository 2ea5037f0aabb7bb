package io.ipvsoperator.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.vrrp.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketCaptureTest {

    private final MonotonicInstant start = new MonotonicInstant(Long.MAX_VALUE - 7);
    private final PacketCapture capture = new PacketCapture(start);

    /** The file header of pcap with nanoseconds, version 2.4, LINKTYPE_RAW. */
    private static final String HEAD = "4d3cb2a1" + "02000400" + "00000000" + "00000000" + "ffff0000" + "65000000";

    @Test
    void an_empty_capture_is_a_header() {
        assertThat(capture.toBytes()).isEqualTo(HexFormat.of().parseHex(HEAD));
    }

    @Test
    void a_packet_has_its_virtual_time_and_its_length_twice() {
        capture.sent(start.plus(Duration.ofNanos(3_000_000_004L)), new byte[] {0x45, 1, 2});
        assertThat(capture.toBytes())
                .isEqualTo(
                        HexFormat.of().parseHex(HEAD + "03000000" + "04000000" + "03000000" + "03000000" + "450102"));
    }

    @Test
    void packets_follow_one_another() {
        byte[] advertisement =
                Example.SELF.packets(new Priority(240)).getFirst().toBytes();
        capture.sent(start, advertisement);
        capture.sent(start.plus(Duration.ofSeconds(1)), advertisement);
        assertThat(capture.toBytes())
                .hasSize(24 + 2 * (16 + advertisement.length))
                .endsWith(advertisement);
    }

    @Test
    void a_file_holds_the_same_bytes(@TempDir Path directory) {
        capture.sent(start, new byte[] {0x45});
        Path file = directory.resolve("one.pcap");
        capture.writeTo(file);
        assertThat(file).hasBinaryContent(capture.toBytes());
    }
}
