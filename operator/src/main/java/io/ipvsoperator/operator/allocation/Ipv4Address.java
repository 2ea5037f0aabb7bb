package io.ipvsoperator.operator.allocation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** @param value the 32 bits, unsigned */
public record Ipv4Address(long value) implements Comparable<Ipv4Address> {
    private static final long HIGHEST = 0xffff_ffffL;
    private static final String OCTET = "(0|[1-9][0-9]{0,2})";
    private static final Pattern DOTTED = Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);

    public Ipv4Address {
        if (value < 0 || value > HIGHEST) {
            throw new IllegalArgumentException("IPv4 address " + value + " must be from 0 to " + HIGHEST);
        }
    }

    /** Four decimal octets without leading zeros; anything else is empty. */
    public static Optional<Ipv4Address> parse(String text) {
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
        return Optional.of(new Ipv4Address(value));
    }

    /** For literals: throws where {@link #parse} is empty. */
    public static Ipv4Address of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is not an IPv4 address: four numbers from 0 to 255 with dots between them"));
    }

    @Override
    public int compareTo(Ipv4Address other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return (value >> 24) + "." + ((value >> 16) & 255) + "." + ((value >> 8) & 255) + "." + (value & 255);
    }
}
