package io.ipvsoperator.agent.announce;

import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.ReceivedPacket;
import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;
import io.ipvsoperator.wire.arp.ArpPacket;
import io.ipvsoperator.wire.ethernet.EthernetHeader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Speaks of IPv4 addresses by ARP. */
public final class ArpSpeaker implements AddressSpeaker<Ipv4Address> {
    private final PacketTransport transport;
    private final MacAddress own;

    /** @param own the interface's hardware address */
    public ArpSpeaker(PacketTransport transport, MacAddress own) {
        this.transport = transport;
        this.own = own;
    }

    /** {@code arping -U}: a request for the address by the address, which everybody hears and some take note of. */
    @Override
    public void announce(Ipv4Address address) {
        broadcast(ArpPacket.gratuitous(own, address));
    }

    /** {@code arping -D}. */
    @Override
    public void probe(Ipv4Address address) {
        broadcast(ArpPacket.probe(own, address));
    }

    @Override
    public Set<Ipv4Address> claims() {
        Set<Ipv4Address> claims = new LinkedHashSet<>();
        Optional<ReceivedPacket> received = transport.receive(Duration.ZERO);
        while (received.isPresent()) {
            if (decode(received.get()) instanceof Decoded.Ok<ArpPacket>(ArpPacket packet)
                    && !packet.senderHardware().equals(own)) {
                claims.add(packet.senderProtocol());
            }
            received = transport.receive(Duration.ZERO);
        }
        return claims;
    }

    private static Decoded<ArpPacket> decode(ReceivedPacket received) {
        WireReader reader = WireReader.of(received.bytes());
        return EthernetHeader.decode(reader).then(header -> ArpPacket.decode(reader));
    }

    private void broadcast(ArpPacket packet) {
        ByteBuffer frame = ByteBuffer.allocate(EthernetHeader.LENGTH + ArpPacket.LENGTH);
        WireWriter writer = WireWriter.to(frame);
        new EthernetHeader(MacAddress.BROADCAST, own, EthernetHeader.TYPE_ARP).encode(writer);
        packet.encode(writer);
        transport.send(frame.flip());
    }

    @Override
    public void close() {
        transport.close();
    }
}
