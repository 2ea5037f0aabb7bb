package io.ipvsoperator.agent.link;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.route.AddressFlag;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.netlink.route.RouteEvent;
import io.ipvsoperator.netlink.route.RouteRequests;
import io.ipvsoperator.wire.IpAddress;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From rtnetlink's links and addresses to this package's. */
final class KernelLinks {
    /** {@code ARPHRD_LOOPBACK}. */
    private static final int LOOPBACK = 772;
    /** Of IPv4, nothing else has a host prefix on an interface with a subnet; the node's own address never does. */
    private static final int HOST_PREFIX = 32;
    /** Of IPv6, DHCP gives one too. */
    private static final int HOST_PREFIX_6 = 128;

    private KernelLinks() {}

    static HostLinks read(NetlinkConversation conversation) {
        Map<Integer, List<OwnAddress>> addresses = new HashMap<>();
        for (Message message : conversation.dump(RouteRequests.listAddresses())) {
            InterfaceAddress address = InterfaceAddress.decode(message.payload());
            if (isOwn(address) && isUsable(address)) {
                addresses
                        .computeIfAbsent(address.interfaceIndex(), index -> new ArrayList<>())
                        .add(own(address));
            }
        }
        List<HostLink> links = new ArrayList<>();
        for (Message message : conversation.dump(RouteRequests.listLinks())) {
            Link link = Link.decode(message.payload());
            if (link.hardwareType() != LOOPBACK && NetworkInterfaceName.isValid(link.name())) {
                links.add(new HostLink(
                        new NetworkInterfaceName(link.name()),
                        link.index(),
                        link.canCarryPackets(),
                        Math.toIntExact(link.mtu()),
                        addresses.getOrDefault(link.index(), List.of())));
            }
        }
        return HostLinks.of(links);
    }

    /** Whether a datagram of events says anything but that a virtual address came, went or was renewed. */
    static boolean concerns(ByteBuffer datagram) {
        return Message.decodeAll(datagram).stream()
                .flatMap(message -> RouteEvent.decode(message).stream())
                .anyMatch(event -> switch (event) {
                    case RouteEvent.LinkChanged changed -> true;
                    case RouteEvent.LinkRemoved removed -> true;
                    case RouteEvent.AddressChanged(InterfaceAddress address) -> isOwn(address);
                    case RouteEvent.AddressRemoved(InterfaceAddress address) -> isOwn(address);
                });
    }

    /** A virtual address has a host prefix, and over IPv6 it is deprecated from the start. */
    private static boolean isOwn(InterfaceAddress address) {
        return address.address() instanceof Inet4Address
                ? address.prefixLength() < HOST_PREFIX
                : address.prefixLength() < HOST_PREFIX_6 || !address.flags().contains(AddressFlag.DEPRECATED);
    }

    /** False while the kernel looks for a duplicate, and when it has found one: nothing can be sent from there. */
    private static boolean isUsable(InterfaceAddress address) {
        return Collections.disjoint(address.flags(), Set.of(AddressFlag.TENTATIVE, AddressFlag.DADFAILED));
    }

    private static OwnAddress own(InterfaceAddress address) {
        return new OwnAddress(
                IpAddress.fromBytes(address.address().getAddress()),
                address.prefixLength(),
                address.flags().contains(AddressFlag.SECONDARY));
    }
}
