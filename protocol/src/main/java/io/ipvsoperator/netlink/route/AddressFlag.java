package io.ipvsoperator.netlink.route;

import java.util.EnumSet;
import java.util.Set;

/** {@code IFA_F_*}. */
public enum AddressFlag {
    /** A further address of a subnet that the interface has an address in already. */
    SECONDARY(0x01),
    /** IPv6: use it at once, without looking for a duplicate. */
    NODAD(0x02),
    DADFAILED(0x08),
    /** No longer a source of new connections. */
    DEPRECATED(0x20),
    /** IPv6: a duplicate is being looked for, the address cannot be used yet. */
    TENTATIVE(0x40),
    /** Without end; the kernel sets it. */
    PERMANENT(0x80),
    /** No route to the address's prefix. */
    NOPREFIXROUTE(0x200);

    private final int bit;

    AddressFlag(int bit) {
        this.bit = bit;
    }

    static int bitsOf(Set<AddressFlag> flags) {
        return flags.stream().mapToInt(flag -> flag.bit).reduce(0, (a, b) -> a | b);
    }

    static Set<AddressFlag> of(int bits) {
        EnumSet<AddressFlag> flags = EnumSet.allOf(AddressFlag.class);
        flags.removeIf(flag -> (bits & flag.bit) == 0);
        return flags;
    }
}
