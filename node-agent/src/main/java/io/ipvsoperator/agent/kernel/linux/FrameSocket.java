package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import java.nio.ByteBuffer;

/** The packet socket that only sends: whole frames, ahead of other traffic of the interface. */
final class FrameSocket {
    /** Who names no type of frame gets none. */
    private static final int NO_PROTOCOL = 0;

    private FrameSocket() {}

    static PacketTransport open(LibC libc, NetworkInterfaceName name) {
        ByteBuffer interfaceAlone = SocketAddress.packet(InterfaceIndex.of(libc, name), NO_PROTOCOL);
        NativeSocket socket = new NativeSocket(libc, "frame socket on " + name, SocketAddress.AF_PACKET, NO_PROTOCOL);
        try {
            socket.setOption(SocketOption.SO_PRIORITY, RawSocket.PRIORITY_CONTROL);
            return new LinuxPacketTransport(socket, Destination.inEthernetHeader(interfaceAlone));
        } catch (KernelException e) {
            socket.close();
            throw e;
        }
    }
}
