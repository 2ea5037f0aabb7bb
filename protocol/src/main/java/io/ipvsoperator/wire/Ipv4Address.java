package io.ipvsoperator.wire;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An IPv4 address. Ordered as an unsigned number, which is how VRRP breaks ties. */
public record Ipv4Address(int bits) implements IpAddress {

    public static final int LENGTH = 4;

    /** Decimal octets without leading zeros: 010 is octal to some readers and decimal to others. */
    private static final Pattern DOTTED = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    public static Ipv4Address parse(String text) {
        if (!DOTTED.matcher(text).matches()) {
            throw notAnAddress(text);
        }
        int bits = 0;
        for (String octet : text.split("\\.", -1)) {
            int value = Integer.parseInt(octet);
            if (value > 255) {
                throw notAnAddress(text);
            }
            bits = (bits << 8) | value;
        }
        return new Ipv4Address(bits);
    }

    /** The address in network byte order. */
    public static Ipv4Address fromBytes(byte[] octets) {
        if (octets.length != LENGTH) {
            throw new IllegalArgumentException("an IPv4 address has 4 bytes, not " + octets.length);
        }
        return WireReader.of(octets).ipv4Address();
    }

    /** As generated, but for its cost where the virtual machine compiles with C1 alone: addresses are keys of many maps. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ipv4Address address && bits == address.bits;
    }

    @Override
    public int hashCode() {
        return bits;
    }

    @Override
    public IpFamily family() {
        return IpFamily.IPV4;
    }

    @Override
    public byte[] toBytes() {
        return new byte[] {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
    }

    @Override
    public boolean isMulticast() {
        return bits >>> 28 == 0xe;
    }

    @Override
    public boolean isLinkLocal() {
        return bits >>> 16 == 0xa9fe;
    }

    @Override
    public int compareTo(IpAddress other) {
        return switch (other) {
            case Ipv4Address(int otherBits) -> Integer.compareUnsigned(bits, otherBits);
            case Ipv6Address larger -> -1;
        };
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + ((bits >>> 16) & 0xff) + "." + ((bits >>> 8) & 0xff) + "." + (bits & 0xff);
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException(
                "not an IPv4 address: '" + text + "'; four numbers of 0 to 255 such as 192.0.2.1 are");
    }
}
