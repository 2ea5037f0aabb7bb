package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The raw IPv4 socket of VRRP on one interface: RFC 9568 section 5.1.1. */
final class VrrpIpv4Socket {
    private static final byte[] GROUP = {(byte) 224, 0, 0, 18};
    private static final int TTL = 255;

    private VrrpIpv4Socket() {}

    static PacketTransport open(LibC libc, NetworkInterfaceName name) {
        return new LinuxPacketTransport(configured(libc, name), Destination.inIpv4Header());
    }

    /** The socket alone, joined and bound. */
    static NativeSocket configured(LibC libc, NetworkInterfaceName name) {
        ByteBuffer membership = membership(InterfaceIndex.of(libc, name));
        return RawSocket.open(
                libc, "VRRP socket", name, SocketAddress.AF_INET, AdvertisementPacket.PROTOCOL, socket -> {
                    socket.setOption(SocketOption.IP_HDRINCL, 1);
                    socket.setOption(SocketOption.IP_TOS, RawSocket.TRAFFIC_CLASS);
                    socket.setOption(SocketOption.IP_MULTICAST_TTL, TTL);
                    socket.setOption(SocketOption.IP_MULTICAST_LOOP, 0);
                    socket.setOption(SocketOption.IP_MULTICAST_ALL, 0);
                    socket.setOption(SocketOption.IP_MULTICAST_IF, membership);
                    socket.setOption(SocketOption.IP_ADD_MEMBERSHIP, membership);
                });
    }

    /** {@code struct ip_mreqn}: the group, no address, and the interface by index, which needs no address to join. */
    private static ByteBuffer membership(int interfaceIndex) {
        return ByteBuffer.allocateDirect(12)
                .order(ByteOrder.nativeOrder())
                .put(0, GROUP)
                .putInt(8, interfaceIndex);
    }
}
