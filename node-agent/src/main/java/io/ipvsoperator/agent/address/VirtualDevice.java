package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.route.Link;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The interface that gives a router's addresses its virtual MAC address: a macvlan above the segment's own. It is up while
 * the router owns addresses, and at no other time: what is down is neither seen nor heard.
 *
 * @param below index of the segment's interface
 */
record VirtualDevice(VirtualMac mac, int below) {
    /** {@code IFLA_GROUP} of every such interface, by which a later run knows it. */
    static final long GROUP = VirtualAddress.PROTOCOL;

    private static final String KIND = "macvlan";
    /** Each may have a MAC address once among all above the same interface. */
    private static final Set<String> KINDS_WITH_A_MAC_ADDRESS = Set.of(KIND, "macvtap");

    String name() {
        return mac.interfaceAbove(below);
    }

    Bytes hardwareAddress() {
        return Bytes.copyOf(mac.address().toBytes());
    }

    /** Whether this agent, or an earlier run of it, has made the interface. */
    static boolean isOurs(Link link) {
        return link.group() == GROUP && link.kind().equals(Optional.of(KIND));
    }

    /** Whether somebody else has put the interface above another, with a MAC address that may be one of ours. */
    static boolean isRival(Link link) {
        return !isOurs(link)
                && link.kind().filter(KINDS_WITH_A_MAC_ADDRESS::contains).isPresent();
    }

    /** False as well if somebody has given the interface another MAC address. */
    boolean is(Link link) {
        return isOurs(link)
                && link.name().equals(name())
                && link.hardwareAddress().equals(hardwareAddress());
    }

    /** The kernel's interface of it, if there is one. */
    Optional<Link> among(Map<NetworkInterfaceName, Link> links) {
        return Optional.of(name())
                .filter(NetworkInterfaceName::isValid)
                .flatMap(name -> Optional.ofNullable(links.get(new NetworkInterfaceName(name))))
                .filter(this::is);
    }

    @Override
    public String toString() {
        return "interface " + name();
    }
}
