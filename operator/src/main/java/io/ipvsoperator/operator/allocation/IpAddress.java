package io.ipvsoperator.operator.allocation;

import io.ipvsoperator.operator.address.AddressFamily;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An internet address of either family. Ordered as unsigned numbers; all of IPv4 comes before all of IPv6.
 *
 * @param value the 32 or 128 bits, unsigned
 */
public record IpAddress(AddressFamily family, BigInteger value) implements Comparable<IpAddress> {
    private static final String OCTET = "(0|[1-9][0-9]{0,2})";
    private static final Pattern DOTTED = Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);
    private static final String GROUP = "[0-9A-Fa-f]{1,4}";
    private static final Pattern COLONS = Pattern.compile("(" + GROUP + ":)*(" + GROUP + "|" + DOTTED.pattern() + ")");
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
        return Optional.of(new IpAddress(AddressFamily.IPV4, BigInteger.valueOf(value)));
    }

    private static Optional<IpAddress> parseIpv6(String text) {
        int gap = text.indexOf("::");
        String head = gap < 0 ? text : text.substring(0, gap);
        String tail = gap < 0 ? "" : text.substring(gap + 2);
        boolean wellFormed = areGroups(head, gap < 0) && areGroups(tail, true);
        if (!wellFormed) {
            return Optional.empty();
        }
        List<Integer> front = groupsOf(head);
        List<Integer> back = groupsOf(tail);
        int zeros = GROUPS - front.size() - back.size();
        if (gap < 0 ? zeros != 0 : zeros < 1) {
            return Optional.empty();
        }
        List<Integer> all = new ArrayList<>(front);
        all.addAll(Collections.nCopies(zeros, 0));
        all.addAll(back);
        BigInteger value = BigInteger.ZERO;
        for (int group : all) {
            value = value.shiftLeft(16).or(BigInteger.valueOf(group));
        }
        return Optional.of(new IpAddress(AddressFamily.IPV6, value));
    }

    /** @param last whether it ends the address, and so may end in the form of IPv4 */
    private static boolean areGroups(String text, boolean last) {
        return text.isEmpty()
                || (COLONS.matcher(text).matches()
                        && (text.indexOf('.') < 0
                                || (last
                                        && parseIpv4(text.substring(text.lastIndexOf(':') + 1))
                                                .isPresent())));
    }

    private static List<Integer> groupsOf(String text) {
        List<Integer> groups = new ArrayList<>();
        for (String part : text.isEmpty() ? List.<String>of() : List.of(text.split(":", -1))) {
            if (part.indexOf('.') < 0) {
                groups.add(Integer.parseInt(part, 16));
            } else {
                long bits = parseIpv4(part).orElseThrow().value().longValue();
                groups.add((int) (bits >> 16));
                groups.add((int) (bits & 0xffff));
            }
        }
        return groups;
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
