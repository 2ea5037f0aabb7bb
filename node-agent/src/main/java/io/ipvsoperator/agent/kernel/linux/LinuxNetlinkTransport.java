package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.route.RouteFamily;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;

/** A netlink socket. It is connected to the kernel, which then refuses datagrams that other processes send to it. */
final class LinuxNetlinkTransport implements NetlinkTransport {
    static final int NETLINK_ROUTE = 0;
    static final int NETLINK_GENERIC = 16;

    /** Room for the acknowledgements and the events of some ten thousand changes. */
    private static final int RECEIVE_BUFFER_BYTES = 8 << 20;

    private final NativeSocket socket;

    private LinuxNetlinkTransport(NativeSocket socket) {
        this.socket = socket;
    }

    static LinuxNetlinkTransport open(LibC libc, int protocol, Set<RouteFamily.Group> groups) {
        String name = protocol == NETLINK_ROUTE ? "rtnetlink socket" : "generic netlink socket";
        NativeSocket socket = new NativeSocket(libc, name, SocketAddress.AF_NETLINK, protocol);
        try {
            setReceiveBuffer(socket);
            socket.setOption(SocketOption.NETLINK_CAP_ACK, 1);
            socket.setOption(SocketOption.NETLINK_EXT_ACK, 1);
            socket.bind(SocketAddress.netlink());
            socket.connect(SocketAddress.netlink());
            for (RouteFamily.Group group : groups) {
                socket.setOption(SocketOption.NETLINK_ADD_MEMBERSHIP, group.number());
            }
            return new LinuxNetlinkTransport(socket);
        } catch (KernelException e) {
            socket.close();
            throw e;
        }
    }

    private static void setReceiveBuffer(NativeSocket socket) {
        try {
            socket.setOption(SocketOption.SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES);
        } catch (KernelException e) {
            if (!e.number().equals(ErrorNumber.EPERM)) {
                throw e;
            }
            // In a user namespace: as much as net.core.rmem_max gives.
            socket.setOption(SocketOption.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
        }
    }

    @Override
    public void send(ByteBuffer datagram) {
        socket.send(datagram);
    }

    @Override
    public int receive(ByteBuffer into, Duration timeout) {
        return socket.receive(into, timeout);
    }

    @Override
    public void wake() {
        socket.wake();
    }

    @Override
    public void close() {
        socket.close();
    }
}
