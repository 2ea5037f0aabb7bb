package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.ReceivedPacket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Whole IPv6 packets through a raw socket. The kernel takes them so, but gives only what follows the header: the header is written
 * anew from what it tells beside the packet (RFC 3542 section 6).
 */
final class Ipv6PacketTransport implements PacketTransport {
    private final NativeSocket socket;
    private final int protocol;
    private final Destination destination;
    private final Ipv6Message incoming = new Ipv6Message();

    /** @param protocol of the socket */
    Ipv6PacketTransport(NativeSocket socket, int interfaceIndex, int protocol) {
        this.socket = socket;
        this.protocol = protocol;
        this.destination = Destination.inIpv6Header(interfaceIndex);
    }

    @Override
    public void send(ByteBuffer packet) {
        socket.sendTo(packet, destination.of(packet));
    }

    @Override
    public Optional<ReceivedPacket> receive(Duration timeout) {
        int length = socket.receiveMessage(incoming.cleared(), timeout);
        return length == 0 ? Optional.empty() : Optional.of(new ReceivedPacket(incoming.packet(protocol, length)));
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
