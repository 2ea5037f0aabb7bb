package io.ipvsoperator.netlink;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * How a value of one type stands in an attribute: both directions, byte order and exact length in one place. "Native" is the
 * byte order of the machine, which the kernel uses for everything that does not come from a packet.
 *
 * @param <T> the value's type
 */
public record Form<T>(String name, Function<T, Bytes> encode, Function<Bytes, T> decode) {

    /** {@code NLA_U8}. */
    public static final Form<Integer> U8 =
            number("u8", 1, (buffer, value) -> buffer.put((byte) within(value, 0xffL)), b -> b.get() & 0xff);

    /** {@code NLA_U16}, native. */
    public static final Form<Integer> U16 = number(
            "u16", 2, (buffer, value) -> buffer.putShort((short) within(value, 0xffffL)), b -> b.getShort() & 0xffff);

    /** {@code __be16}: ports. */
    public static final Form<Integer> U16_BIG_ENDIAN = number(
            "be16",
            2,
            (buffer, value) -> buffer.order(ByteOrder.BIG_ENDIAN).putShort((short) within(value, 0xffffL)),
            b -> b.order(ByteOrder.BIG_ENDIAN).getShort() & 0xffff);

    /** {@code NLA_U32}, native, as an unsigned number. */
    public static final Form<Long> U32 = number(
            "u32",
            4,
            (buffer, value) -> buffer.putInt((int) within(value, 0xffff_ffffL)),
            b -> b.getInt() & 0xffff_ffffL);

    /** {@code NLA_S32}, native; also 32 bits that are no number, such as flags. */
    public static final Form<Integer> S32 = number("s32", 4, ByteBuffer::putInt, ByteBuffer::getInt);

    /** {@code __be32}: masks. */
    public static final Form<Integer> S32_BIG_ENDIAN = number(
            "be32",
            4,
            (buffer, value) -> buffer.order(ByteOrder.BIG_ENDIAN).putInt(value),
            b -> b.order(ByteOrder.BIG_ENDIAN).getInt());

    /** {@code NLA_U64}, native; counters beyond 2^63 would be negative. */
    public static final Form<Long> U64 = number("u64", 8, ByteBuffer::putLong, ByteBuffer::getLong);

    /** {@code NLA_BINARY}. */
    public static final Form<Bytes> BYTES = new Form<>("bytes", Function.identity(), Function.identity());

    /** {@code NLA_NUL_STRING}: written with one NUL, read with or without. */
    public static final Form<String> STRING = new Form<>("string", Form::terminated, Form::untilNul);

    /** {@code NLA_NESTED}. */
    public static final Form<Attributes> NESTED = new Form<>("nested", Attributes::encode, Attributes::decode);

    /** {@code struct in_addr} or {@code struct in6_addr}, told apart by the length. */
    public static final Form<InetAddress> ADDRESS =
            new Form<>("address", address -> Bytes.copyOf(address.getAddress()), Form::addressOf);

    /** {@code struct in_addr}. */
    public static final Form<Inet4Address> ADDRESS_4 =
            new Form<>("in_addr", address -> Bytes.copyOf(address.getAddress()), bytes ->
                    (Inet4Address) addressOf(exactly(4, bytes)));

    /** {@code struct in6_addr}. */
    public static final Form<Inet6Address> ADDRESS_6 =
            new Form<>("in6_addr", address -> Bytes.copyOf(address.getAddress()), bytes ->
                    (Inet6Address) addressOf(exactly(16, bytes)));

    /** A number, or a C structure, of an exact length; the buffers are native unless the operation says otherwise. */
    public static <T> Form<T> number(String name, int length, Write<T> write, Function<ByteBuffer, T> read) {
        return new Form<>(
                name,
                value -> {
                    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
                    write.to(buffer, value);
                    return Bytes.copyOf(buffer.array());
                },
                bytes -> read.apply(exactly(length, bytes).asBuffer()));
    }

    /** Writes a value at the position of a buffer. */
    @FunctionalInterface
    public interface Write<T> {
        void to(ByteBuffer buffer, T value);
    }

    private static Bytes exactly(int length, Bytes bytes) {
        if (bytes.length() != length) {
            throw new Malformed("expected %d bytes but was %d".formatted(length, bytes.length()));
        }
        return bytes;
    }

    private static long within(long value, long highest) {
        if (value < 0 || value > highest) {
            throw new IllegalArgumentException("expected a number of 0 to %d but was %d".formatted(highest, value));
        }
        return value;
    }

    private static Bytes terminated(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a kernel string ends at its first NUL, so \"" + text + "\" cannot hold one");
        }
        return Bytes.copyOf((text + '\0').getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String untilNul(Bytes bytes) {
        String text = new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private static InetAddress addressOf(Bytes bytes) {
        try {
            // Not InetAddress.getByAddress alone: that turns an IPv4-mapped IPv6 address into an IPv4 one.
            return bytes.length() == 16
                    ? Inet6Address.getByAddress(null, bytes.toArray(), -1)
                    : InetAddress.getByAddress(bytes.toArray());
        } catch (UnknownHostException e) {
            throw new Malformed("expected an address of 4 or 16 bytes but was " + bytes.length());
        }
    }
}
