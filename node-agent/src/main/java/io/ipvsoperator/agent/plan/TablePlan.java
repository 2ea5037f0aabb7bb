package io.ipvsoperator.agent.plan;

import io.ipvsoperator.netlink.ipvs.AddressFamily;
import io.ipvsoperator.netlink.ipvs.Persistence;
import io.ipvsoperator.netlink.ipvs.ServiceFlag;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A ForwardingTable, checked: every service answers on every address and sends to every destination of the address's family by
 * direct routing.
 *
 * @param addresses those that routers of this node carry
 * @param destinations in the operator's order, which is the same on every director
 */
public record TablePlan(
        String name, List<InetAddress> addresses, List<Service> services, List<Destination> destinations) {
    public TablePlan {
        addresses = List.copyOf(addresses);
        services = List.copyOf(services);
        destinations = List.copyOf(destinations);
    }

    /** @param scheduler as the kernel names it; whether it knows the name shows when it is programmed */
    public record Service(
            TransportProtocol protocol,
            int port,
            String scheduler,
            Set<ServiceFlag> flags,
            Optional<Affinity> affinity) {
        public Service {
            flags = Set.copyOf(flags);
        }
    }

    /**
     * Clients of one network stay with one destination.
     *
     * @param ipv4PrefixLength how much of a client's address tells its network
     */
    public record Affinity(Duration timeout, int ipv4PrefixLength, int ipv6PrefixLength) {
        /** As the kernel has it for a service of that family. */
        public Persistence of(AddressFamily family) {
            int prefixLength = switch (family) {
                case IPV4 -> ipv4PrefixLength;
                case IPV6 -> ipv6PrefixLength;
            };
            return Persistence.ofPrefix(timeout, family, prefixLength);
        }
    }

    /** @param weight 0 sends no new connections and keeps those that are */
    public record Destination(InetAddress address, int weight) {}

    /** Without the addresses that no router of this node carries. */
    TablePlan within(Collection<InetAddress> carried) {
        List<InetAddress> kept = addresses.stream().filter(carried::contains).toList();
        return new TablePlan(name, kept, services, destinations);
    }

    /** True if there is nothing to program. */
    boolean isEmpty() {
        return addresses.isEmpty() || services.isEmpty();
    }

    /** True if it sends no new connections anywhere and waits for the old ones to end. */
    public boolean isDraining() {
        return destinations.stream().allMatch(destination -> destination.weight() == 0);
    }
}
