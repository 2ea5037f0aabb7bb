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
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
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
    /** {@code IFF_NOARP}: nobody finds an address there by asking, as on a dummy device that holds addresses of Services. */
    private static final int NOARP = 0x80;

    private static final int HOST_PREFIX = 32;
    private static final int HOST_PREFIX_6 = 128;

    private KernelLinks() {}

    static HostLinks read(NetlinkConversation conversation) {
        Map<Integer, List<InterfaceAddress>> addresses = new HashMap<>();
        for (Message message : conversation.dump(RouteRequests.listAddresses())) {
            InterfaceAddress address = InterfaceAddress.decode(message.payload());
            if (!isVirtual(address) && isUsable(address)) {
                addresses
                        .computeIfAbsent(address.interfaceIndex(), index -> new ArrayList<>())
                        .add(address);
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
                        own(link, addresses.getOrDefault(link.index(), List.of()))));
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
                    case RouteEvent.AddressChanged(InterfaceAddress address) -> !isVirtual(address);
                    case RouteEvent.AddressRemoved(InterfaceAddress address) -> !isVirtual(address);
                });
    }

    /** One of ours, by its mark {@code IFA_PROTO}, which kernels before 5.18 do not keep, or its shape: of scope host, or over IPv6, where DHCP gives a host prefix too, deprecated. */
    private static boolean isVirtual(InterfaceAddress address) {
        boolean ours = address.protocol()
                .filter(mark -> mark == AdvertisementPacket.PROTOCOL)
                .isPresent();
        boolean shaped = isIpv4(address)
                ? address.scope() == InterfaceAddress.SCOPE_HOST
                : address.flags().contains(AddressFlag.DEPRECATED);
        return hasHostPrefix(address) && (ours || shaped);
    }

    private static boolean hasHostPrefix(InterfaceAddress address) {
        return address.prefixLength() == (isIpv4(address) ? HOST_PREFIX : HOST_PREFIX_6);
    }

    /**
     * Clouds give a node a whole IPv4 address without a subnet. Beside one with a subnet a host prefix is a virtual address of
     * somebody else, such as keepalived or a load balancer of the cluster.
     */
    private static List<OwnAddress> own(Link link, List<InterfaceAddress> addresses) {
        boolean subnet = addresses.stream().anyMatch(each -> isIpv4(each) && !hasHostPrefix(each));
        boolean alone = !subnet && (link.flags() & NOARP) == 0;
        return addresses.stream()
                .filter(each -> alone || !isIpv4(each) || !hasHostPrefix(each))
                .map(KernelLinks::own)
                .toList();
    }

    private static boolean isIpv4(InterfaceAddress address) {
        return address.address() instanceof Inet4Address;
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
