package io.ipvsoperator.agent.link;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.wire.IpFamily;

/** One family of addresses on one interface: where virtual router identifiers are unique, and what one VRRP thread serves. */
public record Segment(NetworkInterfaceName interfaceName, IpFamily family) {
    /** Such as {@code eth1 IPv4}. */
    @Override
    public String toString() {
        return interfaceName + " " + family;
    }
}
