package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;

/** The raw IPv6 socket of VRRP on one interface: RFC 9568 section 5.1.2. */
final class VrrpIpv6Socket {
    /** ff02::12. */
    private static final byte[] GROUP = {(byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x12};

    private VrrpIpv6Socket() {}

    static PacketTransport open(LibC libc, NetworkInterfaceName name) {
        int interfaceIndex = InterfaceIndex.of(libc, name);
        return new Ipv6PacketTransport(configured(libc, name), interfaceIndex, AdvertisementPacket.PROTOCOL);
    }

    /** The socket alone, joined and bound. The kernel neither writes nor looks at the checksum of this protocol. */
    static NativeSocket configured(LibC libc, NetworkInterfaceName name) {
        int interfaceIndex = InterfaceIndex.of(libc, name);
        return RawSocket.open(
                libc, "VRRP IPv6 socket", name, SocketAddress.AF_INET6, AdvertisementPacket.PROTOCOL, socket -> {
                    Ipv6Options.wholePackets(socket);
                    Ipv6Options.join(socket, GROUP, interfaceIndex);
                });
    }
}
