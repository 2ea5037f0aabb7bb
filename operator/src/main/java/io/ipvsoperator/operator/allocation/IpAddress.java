package io.ipvsoperator.operator.allocation;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An internet address of either family. Ordered as unsigned numbers; all of IPv4 comes before all of IPv6.
 *
 * @param value the 32 or 128 bits, unsigned
 */
public record IpAddress(IpFamily family, BigInteger value) implements Comparable<IpAddress> {
    private static final String OCTET = "(0|[1-9][0-9]{0,2})";
    private static final Pattern DOTTED = Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);
    private static final Pattern COLONS = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    /** RFC 4291 section 2.5.5.2, ::ffff:0:0/96. */
    private static final BigInteger IPV4_MAPPED = BigInteger.valueOf(0xffff_0000_0000L);

    private static final int GROUPS = 8;
    private static final Comparator<IpAddress> ORDER =
            Comparator.comparing(IpAddress::family).thenComparing(IpAddress::value);

    public IpAddress {
        if (value.signum() < 0 || value.bitLength() > family.bits()) {
            throw new IllegalArgumentException(
                    family + " address " + value + " must be a number of " + family.bits() + " bits");
        }
    }

    /**
     * Four decimal octets without leading zeros, or any form of RFC 4291 section 2.2; anything else, and a zone, is empty.
     */
    public static Optional<IpAddress> parse(String text) {
        return text.indexOf(':') < 0 ? parseIpv4(text) : parseIpv6(text);
    }

    private static Optional<IpAddress> parseIpv4(String text) {
        Matcher matcher = DOTTED.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long value = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(matcher.group(group));
            if (octet > 255) {
                return Optional.empty();
            }
            value = (value << 8) | octet;
        }
        return Optional.of(new IpAddress(IpFamily.IPV4, BigInteger.valueOf(value)));
    }

    private static Optional<IpAddress> parseIpv6(String text) {
        if (!COLONS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            BigInteger value = new BigInteger(1, address.getAddress());
            // The JDK turns IPv4-mapped addresses into those of IPv4, which on the wire they are not.
            return Optional.of(
                    new IpAddress(IpFamily.IPV6, address instanceof Inet4Address ? value.or(IPV4_MAPPED) : value));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** For literals: throws where {@link #parse} is empty. */
    public static IpAddress of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is not an IP address such as 192.0.2.1 or 2001:db8::1"));
    }

    /** Link-local addresses, fe80::/10, mean something else on every interface. IPv4 has them for hosts without any other. */
    public boolean isLinkLocal() {
        return switch (family) {
            case IPV4 -> value.shiftRight(16).intValue() == 0xa9fe;
            case IPV6 -> value.shiftRight(118).intValue() == 0xfe80 >> 6;
        };
    }

    /** The address that many places behind, before it if negative. */
    public IpAddress plus(long distance) {
        return new IpAddress(family, value.add(BigInteger.valueOf(distance)));
    }

    @Override
    public int compareTo(IpAddress other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return switch (family) {
            case IPV4 -> {
                long bits = value.longValue();
                yield (bits >> 24) + "." + ((bits >> 16) & 255) + "." + ((bits >> 8) & 255) + "." + (bits & 255);
            }
            case IPV6 -> canonical();
        };
    }

    /** RFC 5952 section 4: lower case, the first of the longest runs of two or more zero groups as two colons. */
    private String canonical() {
        int longest = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zerosFrom(i);
            if (run > length) {
                longest = i;
                length = run;
            }
        }
        return longest < 0 ? groups(0, GROUPS) : groups(0, longest) + "::" + groups(longest + length, GROUPS);
    }

    private int zerosFrom(int group) {
        int end = group;
        while (end < GROUPS && group(end) == 0) {
            end++;
        }
        return end - group;
    }

    private String groups(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i > from ? ":" : "").append(Integer.toHexString(group(i)));
        }
        return text.toString();
    }

    private int group(int index) {
        return value.shiftRight(16 * (GROUPS - 1 - index)).intValue() & 0xffff;
    }
}
