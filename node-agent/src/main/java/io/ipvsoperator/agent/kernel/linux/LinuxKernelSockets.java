package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.netlink.route.RouteFamily;
import java.util.Set;

/** The sockets of the network namespace that this process runs in. Stateless; any thread may open. */
public final class LinuxKernelSockets implements KernelSockets {
    private final LibC libc = LibC.load();

    @Override
    public NetlinkTransport generic() {
        return LinuxNetlinkTransport.open(libc, LinuxNetlinkTransport.NETLINK_GENERIC, Set.of());
    }

    @Override
    public NetlinkTransport route(Set<RouteFamily.Group> groups) {
        return LinuxNetlinkTransport.open(libc, LinuxNetlinkTransport.NETLINK_ROUTE, groups);
    }

    @Override
    public PacketTransport vrrpIpv4(NetworkInterfaceName name) {
        return VrrpIpv4Socket.open(libc, name);
    }

    @Override
    public PacketTransport vrrpIpv6(NetworkInterfaceName name) {
        return VrrpIpv6Socket.open(libc, name);
    }

    @Override
    public PacketTransport frames(NetworkInterfaceName name) {
        return FrameSocket.open(libc, name);
    }

    @Override
    public PacketTransport arp(NetworkInterfaceName name) {
        return ArpSocket.open(libc, name);
    }

    @Override
    public PacketTransport ndp(NetworkInterfaceName name) {
        return NdpSocket.open(libc, name);
    }
}
