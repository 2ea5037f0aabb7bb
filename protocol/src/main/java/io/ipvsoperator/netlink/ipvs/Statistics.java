package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Attributes;

/**
 * What went through a service or a destination since it was made ({@code STATS64}, kernel 4.1 and newer). With direct routing
 * nothing comes back through the director, so the outgoing counters stay 0.
 */
public record Statistics(long connections, long inPackets, long outPackets, long inBytes, long outBytes) {
    public static final Statistics NONE = new Statistics(0, 0, 0, 0, 0);

    Attributes encode() {
        return Attributes.none()
                .with(IpvsFamily.Statistics.CONNS, connections)
                .with(IpvsFamily.Statistics.INPKTS, inPackets)
                .with(IpvsFamily.Statistics.OUTPKTS, outPackets)
                .with(IpvsFamily.Statistics.INBYTES, inBytes)
                .with(IpvsFamily.Statistics.OUTBYTES, outBytes);
    }

    static Statistics decode(Attributes statistics) {
        return new Statistics(
                statistics.require(IpvsFamily.Statistics.CONNS),
                statistics.require(IpvsFamily.Statistics.INPKTS),
                statistics.require(IpvsFamily.Statistics.OUTPKTS),
                statistics.require(IpvsFamily.Statistics.INBYTES),
                statistics.require(IpvsFamily.Statistics.OUTBYTES));
    }
}
