package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The raw IPv4 socket of VRRP on one interface: RFC 9568 section 5.1.1. */
final class VrrpSocket {
    /** {@code IPPROTO_VRRP}. */
    private static final int PROTOCOL = 112;

    private static final byte[] GROUP = {(byte) 224, 0, 0, 18};
    private static final int TTL = 255;
    /** Class selector 6, "internetwork control"; also the priority in the interface's queue. */
    private static final int TOS = 0xC0;
    /** Some thousand adverts: what comes in while the JVM collects garbage. */
    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

    private VrrpSocket() {}

    static PacketTransport open(LibC libc, NetworkInterfaceName name) {
        return new LinuxPacketTransport(configured(libc, name), SocketAddress.internet(GROUP));
    }

    /** The socket alone, joined and bound. */
    static NativeSocket configured(LibC libc, NetworkInterfaceName name) {
        int interfaceIndex = InterfaceIndex.of(libc, name);
        NativeSocket socket = new NativeSocket(libc, "VRRP socket on " + name, SocketAddress.AF_INET, PROTOCOL);
        try {
            configure(socket, name, interfaceIndex);
            return socket;
        } catch (KernelException e) {
            socket.close();
            throw e;
        }
    }

    private static void configure(NativeSocket socket, NetworkInterfaceName name, int interfaceIndex) {
        socket.setOption(SocketOption.SO_BINDTODEVICE, nulTerminated(name.value()));
        socket.setOption(SocketOption.SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES);
        socket.setOption(SocketOption.IP_HDRINCL, 1);
        socket.setOption(SocketOption.IP_TOS, TOS);
        socket.setOption(SocketOption.IP_MULTICAST_TTL, TTL);
        socket.setOption(SocketOption.IP_MULTICAST_LOOP, 0);
        socket.setOption(SocketOption.IP_MULTICAST_ALL, 0);
        socket.setOption(SocketOption.IP_MULTICAST_IF, membership(interfaceIndex));
        socket.setOption(SocketOption.IP_ADD_MEMBERSHIP, membership(interfaceIndex));
    }

    /** {@code struct ip_mreqn}: the group, no address, and the interface by index, which needs no address to join. */
    private static ByteBuffer membership(int interfaceIndex) {
        return ByteBuffer.allocateDirect(12)
                .order(ByteOrder.nativeOrder())
                .put(0, GROUP)
                .putInt(8, interfaceIndex);
    }

    private static ByteBuffer nulTerminated(String text) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
    }
}
