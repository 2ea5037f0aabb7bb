package io.ipvsoperator.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.time.MonotonicInstant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FailedSeedTest {

    private static final Path FILE = Path.of("target", "simulation--7.pcap");

    private final PacketCapture capture = new PacketCapture(new MonotonicInstant(0));

    @Test
    void a_failure_names_its_seed_and_leaves_the_packets() throws IOException {
        capture.sent(new MonotonicInstant(5), new byte[] {0x45});
        assertThatThrownBy(() -> FailedSeed.explain(-7, capture, () -> {
                    throw new AssertionError("two owners");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("seed -7, packets in " + FILE + ": two owners");
        assertThat(FILE).hasBinaryContent(capture.toBytes());
        Files.delete(FILE);
    }

    @Test
    void a_success_leaves_nothing() {
        FailedSeed.explain(-8, capture, () -> {});
        assertThat(Path.of("target", "simulation--8.pcap")).doesNotExist();
    }
}
