package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.Encodable;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.WireWriter;
import io.ipvsoperator.wire.ethernet.EthernetHeader;

/**
 * An advertisement to the group as a whole Ethernet frame, for a router that has a hardware address of its own: switches learn
 * from it behind which port the router is.
 *
 * @param source the virtual MAC address: RFC 9568 section 7.2
 */
public record AdvertisementFrame(MacAddress source, AdvertisementPacket packet) implements Encodable {
    public AdvertisementFrame {
        if (!packet.destination().isMulticast()) {
            throw new IllegalArgumentException("an advertisement to " + packet.destination()
                    + " cannot be put into a frame: only groups have a MAC address that nobody needs to be asked for");
        }
    }

    @Override
    public int encodedLength() {
        return EthernetHeader.LENGTH + packet.encodedLength();
    }

    @Override
    public void encode(WireWriter out) {
        int etherType = switch (packet.source().family()) {
            case IPV4 -> EthernetHeader.TYPE_IPV4;
            case IPV6 -> EthernetHeader.TYPE_IPV6;
        };
        new EthernetHeader(MacAddress.ofGroup(packet.destination()), source, etherType).encode(out);
        packet.encode(out);
    }
}
