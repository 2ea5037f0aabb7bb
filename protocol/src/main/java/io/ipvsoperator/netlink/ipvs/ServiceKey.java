package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.ipvs.IpvsFamily.Service;
import java.net.InetAddress;

/** What makes a virtual service the one it is: two services with equal keys are the same in the kernel. */
public sealed interface ServiceKey {
    AddressFamily family();

    Attributes encode();

    /**
     * Packets to this address and port.
     *
     * @param port 1 to 65535, or 0 for every port, which the kernel takes for persistent services only
     */
    record AddressAndPort(TransportProtocol protocol, InetAddress address, int port) implements ServiceKey {
        public AddressAndPort {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("service %s: expected a port of 0 to 65535 but was %d"
                        .formatted(address.getHostAddress(), port));
            }
        }

        @Override
        public AddressFamily family() {
            return AddressFamily.of(address);
        }

        @Override
        public Attributes encode() {
            return Attributes.none()
                    .with(Service.AF, family().number())
                    .with(Service.PROTOCOL, protocol.number())
                    .with(Service.ADDR, AddressFamily.encode(address))
                    .with(Service.PORT, port);
        }

        /** Tables of thousands are compared by their keys; the generated method is many times slower where C1 alone compiles. */
        @Override
        public boolean equals(Object other) {
            return other instanceof AddressAndPort that
                    && port == that.port
                    && protocol == that.protocol
                    && address.equals(that.address);
        }

        @Override
        public int hashCode() {
            return (address.hashCode() * 31 + port) * 31 + protocol.hashCode();
        }

        @Override
        public String toString() {
            String host = address.getHostAddress();
            return protocol + " " + (family() == AddressFamily.IPV6 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** Packets that carry this firewall mark. */
    record FirewallMark(AddressFamily family, long mark) implements ServiceKey {
        public FirewallMark {
            if (mark < 1 || mark > 0xffff_ffffL) {
                throw new IllegalArgumentException(
                        "service: expected a firewall mark of 1 to 4294967295 but was " + mark);
            }
        }

        @Override
        public Attributes encode() {
            return Attributes.none().with(Service.AF, family.number()).with(Service.FWMARK, mark);
        }

        @Override
        public String toString() {
            return "mark " + mark + " " + family;
        }
    }

    static ServiceKey decode(Attributes service) {
        AddressFamily family = AddressFamily.ofNumber(service.require(Service.AF));
        long mark = service.find(Service.FWMARK).orElse(0L);
        if (mark != 0) {
            return new FirewallMark(family, mark);
        }
        return new AddressAndPort(
                TransportProtocol.ofNumber(service.require(Service.PROTOCOL)),
                family.decode(service.require(Service.ADDR)),
                service.require(Service.PORT));
    }
}
