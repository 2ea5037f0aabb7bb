package io.ipvsoperator.netlink.ipvs;

import java.time.Duration;

/**
 * Clients stay with their destination, {@code IP_VS_SVC_F_PERSISTENT}.
 *
 * @param timeout how long after the client's last connection; whole seconds
 * @param netmask which clients count as one: for IPv4 a mask such as 0xffffff00, for IPv6 a prefix length. A mask need not be a
 *     prefix: another program may have set it.
 */
public record Persistence(Duration timeout, int netmask) {
    public Persistence {
        if (timeout.isNegative()
                || timeout.toSeconds() > 0xffff_ffffL
                || !timeout.equals(Duration.ofSeconds(timeout.toSeconds()))) {
            throw new IllegalArgumentException("persistence: expected a timeout of whole seconds but was " + timeout);
        }
    }

    /** Every client with the same prefix counts as one. */
    public static Persistence ofPrefix(Duration timeout, AddressFamily family, int prefixLength) {
        return new Persistence(timeout, netmask(family, prefixLength));
    }

    /** The mask of a prefix, as {@link #netmask} has it. */
    static int netmask(AddressFamily family, int prefixLength) {
        if (prefixLength < 1 || prefixLength > family.addressBits()) {
            throw new IllegalArgumentException("persistence: expected a prefix length of 1 to %d for %s but was %d"
                    .formatted(family.addressBits(), family, prefixLength));
        }
        return switch (family) {
            case IPV4 -> -1 << (32 - prefixLength);
            case IPV6 -> prefixLength;
        };
    }
}
