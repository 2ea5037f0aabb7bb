package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.ipvs.IpvsFamily.Destination;
import java.net.InetAddress;

/** What makes a destination of a service the one it is. */
public record DestinationKey(InetAddress address, int port) {
    public DestinationKey {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("destination %s: expected a port of 0 to 65535 but was %d"
                    .formatted(address.getHostAddress(), port));
        }
    }

    public AddressFamily family() {
        return AddressFamily.of(address);
    }

    Attributes encode() {
        return Attributes.none()
                .with(Destination.ADDR_FAMILY, family().number())
                .with(Destination.ADDR, AddressFamily.encode(address))
                .with(Destination.PORT, port);
    }

    static DestinationKey decode(Attributes destination) {
        AddressFamily family = AddressFamily.ofNumber(destination.require(Destination.ADDR_FAMILY));
        return new DestinationKey(
                family.decode(destination.require(Destination.ADDR)), destination.require(Destination.PORT));
    }

    /** By hand as in {@link ServiceKey.AddressAndPort}, and for the same reason. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DestinationKey that && port == that.port && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return address.hashCode() * 31 + port;
    }

    @Override
    public String toString() {
        String host = address.getHostAddress();
        return (family() == AddressFamily.IPV6 ? "[" + host + "]" : host) + ":" + port;
    }
}
