package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What the raw IP sockets of both families share: they hear and speak on one interface, and come first in its queue. */
final class RawSocket {
    /** Class selector 6, "internetwork control". */
    static final int TRAFFIC_CLASS = 0xC0;

    /** Some thousand adverts: what comes in while the JVM collects garbage. */
    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;
    /** {@code TC_PRIO_CONTROL}. No traffic class leads there by itself. */
    static final int PRIORITY_CONTROL = 7;

    private RawSocket() {}

    /**
     * @param kind what errors call it together with the interface, such as "VRRP socket"
     * @param options sets those of its family and kind
     */
    static NativeSocket open(
            LibC libc,
            String kind,
            NetworkInterfaceName name,
            int domain,
            int protocol,
            Consumer<NativeSocket> options) {
        NativeSocket socket = new NativeSocket(libc, kind + " on " + name, domain, protocol);
        try {
            socket.setOption(SocketOption.SO_BINDTODEVICE, nulTerminated(name.value()));
            socket.setOption(SocketOption.SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES);
            options.accept(socket);
            // Last: setting IP_TOS sets the priority as well.
            socket.setOption(SocketOption.SO_PRIORITY, PRIORITY_CONTROL);
            return socket;
        } catch (KernelException e) {
            socket.close();
            throw e;
        }
    }

    private static ByteBuffer nulTerminated(String text) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
    }
}
