package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.ipvs.IpvsFamily.Destination;

/**
 * A destination of a virtual service as it is configured, what {@code ipvsadm -a} sets. Equal destinations behave equally; what
 * the kernel adds to it stands in {@link ObservedDestination}.
 *
 * @param weight 0 takes no new connections and keeps those there are
 * @param upperThreshold connections from which on no new ones are sent there, 0 for no limit
 * @param lowerThreshold connections below which that ends, 0 for three quarters of the upper threshold
 */
public record IpvsDestination(
        DestinationKey key,
        ForwardingMethod forwarding,
        int weight,
        long upperThreshold,
        long lowerThreshold,
        Tunnel tunnel) {

    private static final long HIGHEST_U32 = 0xffff_ffffL;

    public IpvsDestination {
        if (weight < 0) {
            throw new IllegalArgumentException(
                    "destination %s: expected a weight of 0 to 2147483647 but was %d".formatted(key, weight));
        }
        if (upperThreshold < 0 || upperThreshold > HIGHEST_U32 || lowerThreshold < 0 || lowerThreshold > HIGHEST_U32) {
            throw new IllegalArgumentException(
                    "destination %s: expected thresholds of 0 to %d but was upper %d lower %d"
                            .formatted(key, HIGHEST_U32, upperThreshold, lowerThreshold));
        }
    }

    /** A destination without limits that is reached by direct routing. */
    public static IpvsDestination directRouting(DestinationKey key, int weight) {
        return new IpvsDestination(key, ForwardingMethod.DIRECT_ROUTING, weight, 0, 0, Tunnel.IPIP);
    }

    public IpvsDestination withWeight(int other) {
        return new IpvsDestination(key, forwarding, other, upperThreshold, lowerThreshold, tunnel);
    }

    /** By hand as in {@link ServiceKey.AddressAndPort}, and for the same reason. */
    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof IpvsDestination that
                && weight == that.weight
                && upperThreshold == that.upperThreshold
                && lowerThreshold == that.lowerThreshold
                && forwarding == that.forwarding
                && key.equals(that.key)
                && tunnel.equals(that.tunnel);
    }

    @Override
    public int hashCode() {
        return key.hashCode() * 31 + weight;
    }

    public Attributes encode() {
        return key.encode()
                .with(Destination.FWD_METHOD, (long) forwarding.number())
                .with(Destination.WEIGHT, weight)
                .with(Destination.TUN_TYPE, tunnel.type().number())
                .with(Destination.TUN_PORT, tunnel.port())
                .with(Destination.TUN_FLAGS, tunnel.flags())
                .with(Destination.U_THRESH, upperThreshold)
                .with(Destination.L_THRESH, lowerThreshold);
    }

    public static IpvsDestination decode(Attributes destination) {
        int weight = destination.require(Destination.WEIGHT);
        return new IpvsDestination(
                DestinationKey.decode(destination),
                ForwardingMethod.ofNumber(destination.require(Destination.FWD_METHOD)),
                // The kernel counts in an int and refuses negative weights, so it never lists one.
                Math.max(0, weight),
                destination.require(Destination.U_THRESH),
                destination.require(Destination.L_THRESH),
                new Tunnel(
                        destination
                                .find(Destination.TUN_TYPE)
                                .map(Tunnel.Type::ofNumber)
                                .orElse(Tunnel.Type.IPIP),
                        destination.find(Destination.TUN_PORT).orElse(0),
                        destination.find(Destination.TUN_FLAGS).orElse(0)));
    }
}
