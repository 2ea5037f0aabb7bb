package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.ReceivedPacket;
import io.ipvsoperator.netlink.ErrorNumber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Packets from and through a socket that takes and gives them whole: {@link VrrpIpv4Socket} and {@link ArpSocket}. */
final class LinuxPacketTransport implements PacketTransport {
    /** More than an IPv4 packet of a jumbo frame. */
    private static final int LONGEST_PACKET = 16 * 1024;

    private final NativeSocket socket;
    private final Destination destination;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(LONGEST_PACKET);

    LinuxPacketTransport(NativeSocket socket, Destination destination) {
        this.socket = socket;
        this.destination = destination;
    }

    /**
     * A packet socket bound to an interface reports once that it went down, maybe with a packet that is sent when it has long been up
     * again (net/packet/af_packet.c, {@code packet_notifier}): that one is sent once more.
     */
    @Override
    public void send(ByteBuffer packet) {
        ByteBuffer address = destination.of(packet);
        try {
            socket.sendTo(packet, address);
        } catch (KernelException e) {
            if (!e.number().equals(ErrorNumber.ENETDOWN)) {
                throw e;
            }
            socket.sendTo(packet, address);
        }
    }

    @Override
    public Optional<ReceivedPacket> receive(Duration timeout) {
        incoming.clear();
        int length = receiveUnlessDown(timeout);
        if (length == 0) {
            return Optional.empty();
        }
        byte[] copy = new byte[length];
        incoming.get(0, copy);
        return Optional.of(new ReceivedPacket(ByteBuffer.wrap(copy)));
    }

    /** A packet socket reports once that its interface went down; it hears again when the interface is up. */
    private int receiveUnlessDown(Duration timeout) {
        try {
            return socket.receive(incoming, timeout);
        } catch (KernelException e) {
            if (e.number().equals(ErrorNumber.ENETDOWN)) {
                return 0;
            }
            throw e;
        }
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
