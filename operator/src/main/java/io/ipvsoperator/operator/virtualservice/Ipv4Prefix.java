package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.operator.allocation.Ipv4Address;
import java.util.Optional;

/** A CIDR: all addresses that share their first {@code length} bits with {@code network}. */
public record Ipv4Prefix(Ipv4Address network, int length) {
    public Ipv4Prefix {
        if (length < 0 || length > 32) {
            throw new IllegalArgumentException("prefix length is " + length + " but must be from 0 to 32");
        }
    }

    public static Ipv4Prefix of(String text) {
        return parse(text)
                .orElseThrow(() ->
                        new IllegalArgumentException("\"" + text + "\" is not a CIDR of IPv4 such as 192.0.2.0/24"));
    }

    /** Empty for what is no CIDR of IPv4. Bits behind the prefix are ignored. */
    public static Optional<Ipv4Prefix> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]|[12][0-9]|3[0-2]")) {
            return Optional.empty();
        }
        return Ipv4Address.parse(text.substring(0, slash))
                .map(address -> new Ipv4Prefix(address, Integer.parseInt(text.substring(slash + 1))));
    }

    public boolean contains(Ipv4Address address) {
        return length == 0 || (address.value() ^ network.value()) >>> (32 - length) == 0;
    }

    /** Whether both name the same network. */
    public boolean sameNetwork(Ipv4Prefix other) {
        return length == other.length && contains(other.network);
    }
}
