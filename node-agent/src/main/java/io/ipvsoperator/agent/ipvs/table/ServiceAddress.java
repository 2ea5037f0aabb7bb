package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.net.InetAddress;
import java.util.Optional;

/** The virtual address of a service; services by firewall mark have none. */
final class ServiceAddress {
    private ServiceAddress() {}

    static Optional<InetAddress> of(ServiceKey key) {
        return switch (key) {
            case ServiceKey.AddressAndPort service -> Optional.of(service.address());
            case ServiceKey.FirewallMark ignored -> Optional.empty();
        };
    }
}
