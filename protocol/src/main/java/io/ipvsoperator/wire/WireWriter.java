package io.ipvsoperator.wire;

import java.nio.ByteBuffer;

/**
 * Writes big-endian fields at the position of a buffer and moves that position, whatever the buffer's own byte order.
 * Every byte of a format is written, so a buffer may be used again without clearing it. Belongs to one thread.
 */
public final class WireWriter {

    private final ByteBuffer bytes;

    private WireWriter(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    public static WireWriter to(ByteBuffer bytes) {
        return new WireWriter(bytes);
    }

    public int position() {
        return bytes.position();
    }

    public WireWriter u8(int value) {
        bytes.put((byte) value);
        return this;
    }

    public WireWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    public WireWriter u32(int value) {
        return u16(value >>> 16).u16(value);
    }

    public WireWriter u64(long value) {
        return u32((int) (value >>> 32)).u32((int) value);
    }

    public WireWriter ipv4Address(Ipv4Address address) {
        return u32(address.bits());
    }

    public WireWriter ipv6Address(Ipv6Address address) {
        return u64(address.high()).u64(address.low());
    }

    public WireWriter address(IpAddress address) {
        return switch (address) {
            case Ipv4Address ipv4 -> ipv4Address(ipv4);
            case Ipv6Address ipv6 -> ipv6Address(ipv6);
        };
    }

    public WireWriter macAddress(MacAddress address) {
        return u16((int) (address.bits() >>> 32)).u32((int) address.bits());
    }

    public WireWriter bytes(byte[] value) {
        bytes.put(value);
        return this;
    }

    /** Overwrites 16 bits that were written before, such as a checksum over what came after them. */
    public void overwriteU16(int position, int value) {
        bytes.put(position, (byte) (value >>> 8));
        bytes.put(position + 1, (byte) value);
    }

    /** What has been written since {@code position}. */
    public WireReader writtenSince(int position) {
        return WireReader.of(bytes.duplicate().flip().position(position));
    }
}
