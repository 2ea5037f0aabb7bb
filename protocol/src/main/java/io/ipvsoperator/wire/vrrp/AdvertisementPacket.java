package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.Encodable;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.WireWriter;
import io.ipvsoperator.wire.ip.Ipv4Header;

/**
 * An advertisement on its way: the IPv4 packet to the multicast group, header included, as a raw socket with
 * IP_HDRINCL sends and receives it.
 *
 * @param source the sender's own address, never a virtual one
 * @param version for a received packet of version 3 it tells the form of checksum the peer uses
 */
public record AdvertisementPacket(Ipv4Address source, VrrpVersion version, Advertisement advertisement)
        implements Encodable {

    /** IPPROTO_VRRP. */
    public static final int PROTOCOL = 112;

    /** The multicast group of all VRRP routers. */
    public static final Ipv4Address DESTINATION = Ipv4Address.parse("224.0.0.18");

    /** The only one that is accepted: a packet that came through a router has less. */
    public static final int TIME_TO_LIVE = 255;

    /** Internetwork control, precedence 6. */
    private static final int TYPE_OF_SERVICE = 0xc0;

    public AdvertisementPacket {
        version.requireRepresentable(advertisement.interval());
    }

    @Override
    public int encodedLength() {
        return Ipv4Header.LENGTH + VrrpMessage.length(version, advertisement);
    }

    @Override
    public void encode(WireWriter out) {
        int messageLength = VrrpMessage.length(version, advertisement);
        new Ipv4Header(TYPE_OF_SERVICE, TIME_TO_LIVE, PROTOCOL, source, DESTINATION, messageLength).encode(out);
        VrrpMessage.encode(out, version, advertisement, source, DESTINATION);
    }
}
