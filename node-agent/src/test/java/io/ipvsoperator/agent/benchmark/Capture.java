package io.ipvsoperator.agent.benchmark;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What passes the observer, stamped by the kernel with the clock that {@link Instant#now()} reads. Reads tcpdump's stream in a
 * thread of its own and hands every sighting to whoever listens at the moment.
 */
final class Capture implements AutoCloseable {
    /** pcap with nanoseconds, written by a machine of this byte order. */
    private static final int MAGIC_NANOSECONDS = 0xa1b23c4d;

    private static final int FILE_HEADER_LENGTH = 24;
    private static final int RECORD_HEADER_LENGTH = 16;

    private final Process tcpdump;
    private volatile boolean closed;
    private volatile Consumer<Sighting> listener = sighting -> {};

    private Capture(Process tcpdump) {
        this.tcpdump = tcpdump;
    }

    /** Returns when tcpdump listens. */
    static Capture on(BenchmarkSegment segment) throws IOException {
        Process tcpdump = segment.startOnObserver(
                "tcpdump",
                "-i",
                MeasuredRouter.INTERFACE,
                "-n",
                "--time-stamp-precision=nano",
                "--immediate-mode",
                // The kernel's buffer in KiB: a thousand addresses are announced at once.
                "-B",
                "16384",
                "-s",
                "128",
                "-U",
                "-w",
                "-",
                "vrrp or arp");
        BufferedReader errors =
                new BufferedReader(new InputStreamReader(tcpdump.getErrorStream(), StandardCharsets.UTF_8));
        String line = errors.readLine();
        while (line != null && !line.contains("listening on")) {
            line = errors.readLine();
        }
        if (line == null) {
            throw new IOException("tcpdump does not listen on the observer");
        }
        Capture capture = new Capture(tcpdump);
        Thread.ofPlatform().daemon().name("capture").start(capture::read);
        return capture;
    }

    /** From now on instead of the one before; called in the capture's thread. */
    void listen(Consumer<Sighting> next) {
        listener = next;
    }

    private void read() {
        try (InputStream stream = tcpdump.getInputStream()) {
            int magic = block(stream, FILE_HEADER_LENGTH).getInt(0);
            if (magic != MAGIC_NANOSECONDS) {
                throw new IOException("tcpdump wrote a file of magic %08x, not nanosecond pcap".formatted(magic));
            }
            while (true) {
                ByteBuffer header = block(stream, RECORD_HEADER_LENGTH);
                Instant at = Instant.ofEpochSecond(
                        Integer.toUnsignedLong(header.getInt(0)), Integer.toUnsignedLong(header.getInt(4)));
                byte[] frame = block(stream, header.getInt(8)).array();
                Sighting.of(at, frame).ifPresent(listener);
            }
        } catch (EOFException end) {
            // tcpdump was ended.
        } catch (IOException broken) {
            if (!closed) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    private static ByteBuffer block(InputStream stream, int length) throws IOException {
        byte[] bytes = stream.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        closed = true;
        tcpdump.destroy();
    }
}
