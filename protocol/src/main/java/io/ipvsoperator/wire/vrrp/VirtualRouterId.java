package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.MacAddress;

/** The VRID: which virtual router of an interface an advertisement speaks of, 1 to 255. */
public record VirtualRouterId(int value) implements Comparable<VirtualRouterId> {

    private static final long MAC_PREFIX_IPV4 = 0x0000_5e00_0100L;
    private static final long MAC_PREFIX_IPV6 = 0x0000_5e00_0200L;
    private static final long LINK_LOCAL_PREFIX = 0xfe80_0000_0000_0000L;
    private static final long LINK_LOCAL_INTERFACE = 0x0200_5eff_fe00_0200L;

    public VirtualRouterId {
        if (value < 1 || value > 255) {
            throw new IllegalArgumentException("virtualRouterId is 1 to 255, not " + value);
        }
    }

    /** 00-00-5E-00-01-{VRID} for IPv4, 00-00-5E-00-02-{VRID} for IPv6: RFC 9568 section 7.3. */
    public MacAddress virtualMacAddress(IpFamily family) {
        return new MacAddress(
                switch (family) {
                    case IPV4 -> MAC_PREFIX_IPV4 | value;
                    case IPV6 -> MAC_PREFIX_IPV6 | value;
                });
    }

    /**
     * The link-local address of the virtual router itself, the same on all its members, with which an IPv6 advertisement
     * begins (RFC 9568 section 5.2.9): fe80:: with the virtual MAC address as modified EUI-64 (RFC 4291 appendix A).
     */
    public Ipv6Address linkLocalAddress() {
        return new Ipv6Address(LINK_LOCAL_PREFIX, LINK_LOCAL_INTERFACE | value);
    }

    @Override
    public int compareTo(VirtualRouterId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
