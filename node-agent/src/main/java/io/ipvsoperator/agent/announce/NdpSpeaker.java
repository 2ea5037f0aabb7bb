package io.ipvsoperator.agent.announce;

import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.ReceivedPacket;
import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;
import io.ipvsoperator.wire.ndp.NeighborMessage;
import io.ipvsoperator.wire.ndp.NeighborPacket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Speaks of IPv6 addresses by neighbor discovery. */
public final class NdpSpeaker implements AddressSpeaker<Ipv6Address> {
    private final PacketTransport transport;
    private final MacAddress own;
    private final boolean router;

    /**
     * @param own the interface's hardware address
     * @param router whether the interface forwards: neighbors that have this host as a router would drop it otherwise
     */
    public NdpSpeaker(PacketTransport transport, MacAddress own, boolean router) {
        this.transport = transport;
        this.own = own;
        this.router = router;
    }

    /** Unsolicited and overriding, to all nodes: RFC 9568 section 8.2.2 and RFC 4861 section 7.2.6. */
    @Override
    public void announce(Ipv6Address address) {
        send(NeighborPacket.unsolicited(own, address, router));
    }

    @Override
    public void probe(Ipv6Address address) {
        send(NeighborPacket.probe(address));
    }

    @Override
    public Set<Ipv6Address> claims() {
        Set<Ipv6Address> claims = new LinkedHashSet<>();
        Optional<ReceivedPacket> received = transport.receive(Duration.ZERO);
        while (received.isPresent()) {
            if (NeighborPacket.decode(WireReader.of(received.get().bytes()))
                            instanceof Decoded.Ok<NeighborPacket>(NeighborPacket packet)
                    && packet.message() instanceof NeighborMessage.Advertisement advertisement
                    && !advertisement.linkLayer().equals(Optional.of(own))) {
                claims.add(advertisement.target());
            }
            received = transport.receive(Duration.ZERO);
        }
        return claims;
    }

    private void send(NeighborPacket packet) {
        ByteBuffer bytes = ByteBuffer.allocate(packet.encodedLength());
        packet.encode(WireWriter.to(bytes));
        transport.send(bytes.flip());
    }

    @Override
    public void close() {
        transport.close();
    }
}
