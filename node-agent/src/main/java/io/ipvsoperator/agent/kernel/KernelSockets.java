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
     * Whole IPv4 packets of protocol 112 on one interface: received are those to 224.0.0.18 or to this host, sent are packets
     * with their IP header, to the multicast group.
     */
    PacketTransport vrrp(NetworkInterfaceName name);

    /** Whole Ethernet frames of type ARP on one interface. */
    PacketTransport arp(NetworkInterfaceName name);
}
