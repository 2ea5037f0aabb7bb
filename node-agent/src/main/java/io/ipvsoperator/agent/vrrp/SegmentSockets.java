package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.wire.Encodable;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.WireWriter;
import io.ipvsoperator.wire.vrrp.AdvertisementFrame;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a loop hears and speaks through. Both sockets are on the segment's own interface, also for routers with a virtual MAC
 * address: an advertisement neither waits for their interface nor depends on it. Used by one thread.
 *
 * @param packets hears advertisements, and sends those that come from the interface's own MAC address
 * @param frames sends those that come from another one
 * @param outgoing where they are written
 */
record SegmentSockets(PacketTransport packets, PacketTransport frames, ByteBuffer outgoing) implements AutoCloseable {
    /** The longest advertisement: over IPv6 with 255 addresses it has 4128 bytes, and 14 more as a frame. */
    private static final int LARGEST = 4352;

    SegmentSockets(PacketTransport packets, PacketTransport frames) {
        this(packets, frames, ByteBuffer.allocateDirect(LARGEST));
    }

    static SegmentSockets open(KernelSockets sockets, Segment segment) {
        PacketTransport frames = sockets.frames(segment.interfaceName());
        try {
            return new SegmentSockets(
                    switch (segment.family()) {
                        case IPV4 -> sockets.vrrpIpv4(segment.interfaceName());
                        case IPV6 -> sockets.vrrpIpv6(segment.interfaceName());
                    },
                    frames);
        } catch (KernelException refused) {
            frames.close();
            throw refused;
        }
    }

    /** @param virtualMac of the router, if it has one; what goes to a peer alone comes from the interface's own all the same */
    void send(AdvertisementPacket packet, Optional<MacAddress> virtualMac) {
        if (virtualMac.isPresent() && packet.destination().isMulticast()) {
            send(frames, new AdvertisementFrame(virtualMac.get(), packet));
        } else {
            send(packets, packet);
        }
    }

    private void send(PacketTransport transport, Encodable what) {
        outgoing.clear();
        what.encode(WireWriter.to(outgoing));
        transport.send(outgoing.flip());
    }

    @Override
    public void close() {
        packets.close();
        frames.close();
    }
}
