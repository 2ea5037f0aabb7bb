package io.ipvsoperator.agent.address;

import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;

/** The MAC address that a virtual router has of its own, whichever director has its addresses: RFC 9568 section 7.3. */
public record VirtualMac(VirtualRouterId router, IpFamily family) {
    public MacAddress address() {
        return router.virtualMacAddress(family);
    }

    /**
     * What the interface with this MAC address is called: {@code vrrp.33.2}, {@code vrrp6.33.2}. An identifier is unique on one
     * interface only, hence the index of the one below.
     */
    public String interfaceAbove(int interfaceIndex) {
        String prefix = switch (family) {
            case IPV4 -> "vrrp.";
            case IPV6 -> "vrrp6.";
        };
        return prefix + router + "." + interfaceIndex;
    }
}
