package io.ipvsoperator.wire;

import java.nio.ByteBuffer;

/**
 * Reads big-endian fields one after the other, or at an offset from where it began. Whoever decodes compares
 * {@link #remaining()} with what the format needs first: reading beyond the end is a programming error and throws,
 * a short packet is an ordinary {@link Decoded.Rejected}. Belongs to one thread.
 */
public final class WireReader {

    private final ByteBuffer bytes;

    private WireReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Reads what remains in the buffer, whose own position stays where it is. */
    public static WireReader of(ByteBuffer bytes) {
        return new WireReader(bytes.slice());
    }

    public static WireReader of(byte[] bytes) {
        return new WireReader(ByteBuffer.wrap(bytes));
    }

    public int remaining() {
        return bytes.remaining();
    }

    public int u8() {
        return Byte.toUnsignedInt(bytes.get());
    }

    public int u16() {
        return (u8() << 8) | u8();
    }

    /** All 32 bits; negative when the first is set. */
    public int u32() {
        return (u16() << 16) | u16();
    }

    public long u64() {
        return (Integer.toUnsignedLong(u32()) << 32) | Integer.toUnsignedLong(u32());
    }

    public Ipv4Address ipv4Address() {
        return new Ipv4Address(u32());
    }

    public Ipv6Address ipv6Address() {
        return new Ipv6Address(u64(), u64());
    }

    public IpAddress address(IpFamily family) {
        return switch (family) {
            case IPV4 -> ipv4Address();
            case IPV6 -> ipv6Address();
        };
    }

    public MacAddress macAddress() {
        return new MacAddress(((long) u16() << 32) | Integer.toUnsignedLong(u32()));
    }

    public byte[] bytes(int length) {
        byte[] copy = new byte[length];
        bytes.get(copy);
        return copy;
    }

    public WireReader skip(int length) {
        bytes.position(bytes.position() + length);
        return this;
    }

    /** A reader of the next {@code length} bytes, offsets counted from the first of them; this one moves past them. */
    public WireReader next(int length) {
        WireReader part = new WireReader(bytes.slice(bytes.position(), length));
        skip(length);
        return part;
    }

    public int u8At(int offset) {
        return Byte.toUnsignedInt(bytes.get(offset));
    }

    public int u16At(int offset) {
        return (u8At(offset) << 8) | u8At(offset + 1);
    }

    /** A second reader over the same bytes that begins at the offset. */
    public WireReader from(int offset) {
        return new WireReader(bytes.slice(offset, bytes.limit() - offset));
    }
}
