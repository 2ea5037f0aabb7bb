package io.ipvsoperator.vrrp;

import io.ipvsoperator.time.MonotonicInstant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was sent on a simulated segment, for tcpdump and Wireshark: a pcap file of whole IP packets with virtual times. */
final class PacketCapture {

    /** With nanoseconds. */
    private static final int MAGIC = 0xa1b23c4d;

    /** LINKTYPE_RAW: begins with an IPv4 or IPv6 header. */
    private static final int LINK_TYPE = 101;

    private static final int SNAPSHOT_LENGTH = 65_535;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final MonotonicInstant start;
    private final List<ByteBuffer> records = new ArrayList<>();

    /** @param start what the file calls second 0 */
    PacketCapture(MonotonicInstant start) {
        this.start = start;
    }

    void sent(MonotonicInstant at, byte[] packet) {
        long nanos = start.until(at).toNanos();
        ByteBuffer out = ByteBuffer.allocate(RECORD_HEADER + packet.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt((int) (nanos / NANOS_PER_SECOND)).putInt((int) (nanos % NANOS_PER_SECOND));
        out.putInt(packet.length).putInt(packet.length).put(packet);
        records.add(out.flip());
    }

    byte[] toBytes() {
        int length = records.stream().mapToInt(ByteBuffer::remaining).sum();
        byte[] file = new byte[FILE_HEADER + length];
        ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putShort((short) 2).putShort((short) 4);
        out.putInt(0).putInt(0).putInt(SNAPSHOT_LENGTH).putInt(LINK_TYPE);
        records.forEach(packet -> out.put(packet.duplicate()));
        return file;
    }

    void writeTo(Path file) {
        try {
            Files.write(file, toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
