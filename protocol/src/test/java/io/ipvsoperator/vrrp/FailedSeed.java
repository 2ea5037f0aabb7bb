package io.ipvsoperator.vrrp;

import java.nio.file.Path;

/** Says which seed failed and leaves what was on the wire. */
final class FailedSeed {

    private FailedSeed() {}

    /** Runs the story; a failure names the seed and a file in {@code target} with everything that was sent. */
    static void explain(long seed, PacketCapture capture, Runnable story) {
        try {
            story.run();
        } catch (AssertionError failure) {
            Path file = Path.of("target", "simulation-" + seed + ".pcap");
            capture.writeTo(file);
            throw new AssertionError("seed " + seed + ", packets in " + file + ": " + failure.getMessage(), failure);
        }
    }
}
