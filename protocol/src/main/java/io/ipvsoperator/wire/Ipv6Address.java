package io.ipvsoperator.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An IPv6 address without a zone. Ordered as an unsigned number, which is how VRRP breaks ties.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record Ipv6Address(long high, long low) implements IpAddress {

    public static final int LENGTH = 16;

    /** {@code ::}. */
    public static final Ipv6Address UNSPECIFIED = new Ipv6Address(0, 0);

    /** {@code ff02::1}, every node of the segment. */
    public static final Ipv6Address ALL_NODES = new Ipv6Address(0xff02_0000_0000_0000L, 1);

    private static final int GROUPS = 8;

    /** What may stand in a literal; whether it is one the library decides. It would take a name for something to look up. */
    private static final Pattern CHARACTERS = Pattern.compile("[0-9a-fA-F:.]+");

    /** {@code ff02::1:ff00:0/104}, RFC 4291 section 2.7.1. */
    private static final long SOLICITED_NODE_LOW = 0x0000_0001_ff00_0000L;

    private static final long LAST_24_BITS = 0xff_ffffL;

    /** RFC 4291 section 2.2, without zone and brackets. */
    public static Ipv6Address parse(String text) {
        if (!CHARACTERS.matcher(text).matches()) {
            throw notAnAddress(text);
        }
        try {
            InetAddress literal = Inet6Address.ofLiteral(text);
            return literal instanceof Inet6Address ? fromBytes(literal.getAddress()) : mapped(literal.getAddress());
        } catch (IllegalArgumentException malformed) {
            throw notAnAddress(text);
        }
    }

    /** The address in network byte order. */
    public static Ipv6Address fromBytes(byte[] octets) {
        if (octets.length != LENGTH) {
            throw new IllegalArgumentException("an IPv6 address has 16 bytes, not " + octets.length);
        }
        return WireReader.of(octets).ipv6Address();
    }

    /** {@code ::ffff:a.b.c.d}, which the library turns into an IPv4 address. */
    private static Ipv6Address mapped(byte[] octets) {
        long bits = Integer.toUnsignedLong(Ipv4Address.fromBytes(octets).bits());
        return new Ipv6Address(0, 0xffff_0000_0000L | bits);
    }

    @Override
    public IpFamily family() {
        return IpFamily.IPV6;
    }

    @Override
    public byte[] toBytes() {
        byte[] octets = new byte[LENGTH];
        for (int i = 0; i < Long.BYTES; i++) {
            int shift = 56 - 8 * i;
            octets[i] = (byte) (high >>> shift);
            octets[Long.BYTES + i] = (byte) (low >>> shift);
        }
        return octets;
    }

    @Override
    public boolean isMulticast() {
        return high >>> 56 == 0xff;
    }

    @Override
    public boolean isLinkLocal() {
        return high >>> 54 == 0xfe80 >>> 6;
    }

    /** Where questions for this address go: RFC 4291 section 2.7.1. */
    public Ipv6Address solicitedNode() {
        return new Ipv6Address(ALL_NODES.high, SOLICITED_NODE_LOW | (low & LAST_24_BITS));
    }

    @Override
    public int compareTo(IpAddress other) {
        return switch (other) {
            case Ipv4Address smaller -> 1;
            case Ipv6Address(long otherHigh, long otherLow) -> {
                int first = Long.compareUnsigned(high, otherHigh);
                yield first == 0 ? Long.compareUnsigned(low, otherLow) : first;
            }
        };
    }

    /** RFC 5952: lower case, no leading zeros, the first of the longest runs of zeros as {@code ::}. */
    @Override
    public String toString() {
        List<Integer> groups = groups();
        Run gap = longestZeros(groups);
        if (gap.length() < 2) {
            return hexadecimal(groups);
        }
        return hexadecimal(groups.subList(0, gap.start())) + "::"
                + hexadecimal(groups.subList(gap.start() + gap.length(), GROUPS));
    }

    private List<Integer> groups() {
        List<Integer> groups = new ArrayList<>(GROUPS);
        for (int i = 0; i < GROUPS; i++) {
            long half = i < GROUPS / 2 ? high : low;
            groups.add((int) (half >>> (48 - 16 * (i % 4))) & 0xffff);
        }
        return groups;
    }

    private record Run(int start, int length) {}

    private static Run longestZeros(List<Integer> groups) {
        Run longest = new Run(0, 0);
        int length = 0;
        for (int i = 0; i < groups.size(); i++) {
            length = groups.get(i) == 0 ? length + 1 : 0;
            if (length > longest.length()) {
                longest = new Run(i - length + 1, length);
            }
        }
        return longest;
    }

    private static String hexadecimal(List<Integer> groups) {
        return String.join(":", groups.stream().map(Integer::toHexString).toList());
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException(
                "not an IPv6 address: '" + text + "'; eight groups of four hexadecimal digits such as 2001:db8::1 are");
    }
}
