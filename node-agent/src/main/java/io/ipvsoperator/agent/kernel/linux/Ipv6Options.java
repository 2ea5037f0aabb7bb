package io.ipvsoperator.agent.kernel.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Options that the raw IPv6 sockets share. */
final class Ipv6Options {
    /** {@code struct ipv6_mreq}. */
    private static final int MEMBERSHIP_LENGTH = 20;

    private Ipv6Options() {}

    /** What {@link Ipv6PacketTransport} relies on. */
    static void wholePackets(NativeSocket socket) {
        socket.setOption(SocketOption.IPV6_HDRINCL, 1);
        socket.setOption(SocketOption.IPV6_RECVPKTINFO, 1);
        socket.setOption(SocketOption.IPV6_RECVHOPLIMIT, 1);
        socket.setOption(SocketOption.IPV6_RECVTCLASS, 1);
        socket.setOption(SocketOption.IPV6_TCLASS, RawSocket.TRAFFIC_CLASS);
        socket.setOption(SocketOption.IPV6_MULTICAST_LOOP, 0);
    }

    static void join(NativeSocket socket, byte[] group, int interfaceIndex) {
        ByteBuffer membership = ByteBuffer.allocateDirect(MEMBERSHIP_LENGTH)
                .order(ByteOrder.nativeOrder())
                .put(0, group)
                .putInt(group.length, interfaceIndex);
        socket.setOption(SocketOption.IPV6_ADD_MEMBERSHIP, membership);
    }
}
