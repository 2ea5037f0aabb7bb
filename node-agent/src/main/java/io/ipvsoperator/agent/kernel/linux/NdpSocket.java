package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The raw ICMPv6 socket of neighbor discovery on one interface: it hears advertisements, and sends whatever it is given. */
final class NdpSocket {
    /** {@code IPPROTO_ICMPV6}. The kernel drops what comes in with a wrong checksum, and leaves alone what goes out. */
    private static final int PROTOCOL = 58;

    private static final int NEIGHBOR_ADVERTISEMENT = 136;
    /** {@code struct icmp6_filter}: 256 bits in words of 32, set for the types to keep back. */
    private static final int FILTER_LENGTH = 32;

    private NdpSocket() {}

    static PacketTransport open(LibC libc, NetworkInterfaceName name) {
        int interfaceIndex = InterfaceIndex.of(libc, name);
        return new Ipv6PacketTransport(configured(libc, name), interfaceIndex, PROTOCOL);
    }

    /** The socket alone, bound. Every interface is a member of the group of all nodes by itself. */
    static NativeSocket configured(LibC libc, NetworkInterfaceName name) {
        return RawSocket.open(libc, "NDP socket", name, SocketAddress.AF_INET6, PROTOCOL, socket -> {
            socket.setOption(SocketOption.ICMP6_FILTER, passing(NEIGHBOR_ADVERTISEMENT));
            Ipv6Options.wholePackets(socket);
        });
    }

    private static ByteBuffer passing(int type) {
        ByteBuffer filter = ByteBuffer.allocateDirect(FILTER_LENGTH).order(ByteOrder.nativeOrder());
        for (int word = 0; word < FILTER_LENGTH; word += Integer.BYTES) {
            filter.putInt(word, -1);
        }
        int word = type / Integer.SIZE * Integer.BYTES;
        return filter.putInt(word, ~(1 << (type % Integer.SIZE)));
    }
}
