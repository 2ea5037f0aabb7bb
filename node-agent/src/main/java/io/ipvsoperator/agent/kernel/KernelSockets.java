package io.ipvsoperator.agent.kernel;

import io.ipvsoperator.netlink.route.RouteFamily;
import java.util.Set;

/** Opens the sockets. Who opens one closes it. */
public interface KernelSockets {
    /** A {@code NETLINK_GENERIC} socket. */
    NetlinkTransport generic();

    /** A {@code NETLINK_ROUTE} socket that hears of changes of these groups; with none it is for requests alone. */
    NetlinkTransport route(Set<RouteFamily.Group> groups);

    /**
     * Whole IPv4 packets of protocol 112 on one interface. Received are those to 224.0.0.18 and to an address of this host, none
     * of its own; one is sent where its header says.
     */
    PacketTransport vrrpIpv4(NetworkInterfaceName name);

    /**
     * Whole IPv6 packets of protocol 112 on one interface. Received are those to ff02::12 and to whatever else this host listens
     * to, none of its own, with flow label 0 and without extension headers; one is sent where its header says. Nobody looks at
     * checksums on the way.
     */
    PacketTransport vrrpIpv6(NetworkInterfaceName name);

    /** Whole Ethernet frames to be sent through one interface, whatever their source says; nothing is received. */
    PacketTransport frames(NetworkInterfaceName name);

    /** Whole Ethernet frames of type ARP on one interface. */
    PacketTransport arp(NetworkInterfaceName name);

    /**
     * Whole IPv6 packets of neighbor discovery on one interface, as with {@link #vrrpIpv6}. Received are neighbor advertisements
     * of others, to all nodes or to this host.
     */
    PacketTransport ndp(NetworkInterfaceName name);
}
