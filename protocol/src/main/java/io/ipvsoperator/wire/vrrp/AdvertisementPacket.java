package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.Encodable;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.WireWriter;
import io.ipvsoperator.wire.ip.IpHeader;

/**
 * An advertisement on its way: the whole IP packet, header included, as a raw socket with IP_HDRINCL or IPV6_HDRINCL sends
 * it.
 *
 * @param source the sender's own address, never a virtual one; over IPv6 a link-local one
 * @param destination the group, or a peer
 * @param version for a received packet of version 3 it tells the form of checksum the peer uses
 */
public record AdvertisementPacket(
        IpAddress source, IpAddress destination, VrrpVersion version, Advertisement advertisement)
        implements Encodable {

    /** IPPROTO_VRRP. */
    public static final int PROTOCOL = 112;

    /** TTL or hop limit, so that receivers can tell: a packet that came through a router has less. */
    public static final int TIME_TO_LIVE = 255;

    /** Internetwork control, precedence 6. */
    private static final int TRAFFIC_CLASS = 0xc0;

    private static final IpAddress GROUP_IPV4 = Ipv4Address.parse("224.0.0.18");
    private static final IpAddress GROUP_IPV6 = Ipv6Address.parse("ff02::12");

    /** The multicast group of all VRRP routers: 224.0.0.18 or ff02::12. */
    public static IpAddress group(IpFamily family) {
        return switch (family) {
            case IPV4 -> GROUP_IPV4;
            case IPV6 -> GROUP_IPV6;
        };
    }

    /** How many addresses one unfragmented packet names: 1 to {@link Advertisement#MOST_ADDRESSES}. */
    public static int mostAddresses(VrrpVersion version, IpFamily family, int maximumTransmissionUnit) {
        int room = maximumTransmissionUnit - IpHeader.length(family) - VrrpMessage.length(version, family, 0);
        return Math.clamp(room / family.addressLength(), 1, Advertisement.MOST_ADDRESSES);
    }

    public AdvertisementPacket {
        version.requireRepresentable(advertisement.interval());
        version.requireCarriedBy(advertisement.family());
        if (source.family() != advertisement.family()) {
            throw new IllegalArgumentException("advertisement of virtual router " + advertisement.virtualRouterId()
                    + " names " + advertisement.family() + " addresses, which cannot be sent from " + source);
        }
    }

    @Override
    public int encodedLength() {
        return IpHeader.length(advertisement.family()) + VrrpMessage.length(version, advertisement);
    }

    @Override
    public void encode(WireWriter out) {
        int messageLength = VrrpMessage.length(version, advertisement);
        IpHeader.of(TRAFFIC_CLASS, TIME_TO_LIVE, PROTOCOL, source, destination, messageLength)
                .encode(out);
        VrrpMessage.encode(out, version, advertisement, source, destination);
    }
}
