package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import java.nio.ByteBuffer;

/** The packet socket for ARP frames on one interface. */
final class ArpSocket {
    /** {@code ETH_P_ARP}. */
    private static final int ETHER_TYPE = 0x0806;
    /** Bound with the address that names type and interface: nothing of other interfaces slips in before. */
    private static final int NO_PROTOCOL_YET = 0;

    private ArpSocket() {}

    static PacketTransport open(LibC libc, NetworkInterfaceName name) {
        ByteBuffer frames = SocketAddress.packet(InterfaceIndex.of(libc, name), ETHER_TYPE);
        NativeSocket socket = new NativeSocket(libc, "ARP socket on " + name, SocketAddress.AF_PACKET, NO_PROTOCOL_YET);
        try {
            socket.bind(frames);
            return new LinuxPacketTransport(socket, Destination.always(frames));
        } catch (KernelException e) {
            socket.close();
            throw e;
        }
    }
}
