package io.ipvsoperator.agent.plan;

import io.ipvsoperator.netlink.ipvs.AddressFamily;
import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.ServiceFlag;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import io.ipvsoperator.wire.IpNetwork;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A ForwardingTable, checked: every service answers on every address and sends to every destination of the address's family.
 *
 * @param addresses those that routers of this node carry
 * @param destinations in the operator's order, which is the same on every director
 * @param healthCheck absent: every destination keeps its weight, whatever it answers
 * @param undecided destinations whose checks say nothing yet: what the kernel has without weight stays so, and so does a fallback
 *     that stands in there
 * @param slowStart how long a weight that rises takes; empty: it rises at once
 * @param sourceRanges networks of the clients that alone may use it; none: everybody may
 */
public record TablePlan(
        String name,
        List<InetAddress> addresses,
        List<Service> services,
        List<Destination> destinations,
        Optional<HealthCheck> healthCheck,
        Set<InetAddress> undecided,
        Optional<Duration> slowStart,
        List<IpNetwork> sourceRanges) {
    /** As many steps a weight takes to rise; with a slow start the kernel has as many times the weights, so that each has its steps. */
    public static final int STEPS = 10;

    public TablePlan {
        addresses = List.copyOf(addresses);
        services = List.copyOf(services);
        destinations = List.copyOf(destinations);
        undecided = Set.copyOf(undecided);
        sourceRanges = List.copyOf(sourceRanges);
    }

    /** A table for everybody, without a health check, in which weights rise at once. */
    public TablePlan(String name, List<InetAddress> addresses, List<Service> services, List<Destination> destinations) {
        this(name, addresses, services, destinations, Optional.empty(), Set.of(), Optional.empty(), List.of());
    }

    /**
     * @param targetPort the destinations' port, where they have none of their own
     * @param scheduler as the kernel names it; whether it knows the name shows when it is programmed
     */
    public record Service(
            TransportProtocol protocol,
            int port,
            int targetPort,
            String scheduler,
            Set<ServiceFlag> flags,
            Optional<Affinity> affinity) {
        public Service {
            flags = Set.copyOf(flags);
        }

        /** One whose destinations have its port. */
        public Service(
                TransportProtocol protocol,
                int port,
                String scheduler,
                Set<ServiceFlag> flags,
                Optional<Affinity> affinity) {
            this(protocol, port, port, scheduler, flags, affinity);
        }
    }

    /**
     * @param weight 0 sends no new connections and keeps those that are
     * @param ports its own, one for each service in their order, 0 where it does not serve; empty: those of the services
     * @param upperThreshold connections from which on it gets no new ones, 0 for no limit
     * @param lowerThreshold connections below which that ends, 0 for three quarters of the upper threshold
     * @param fallbackWeight its weight while it stands in for the others; empty: it is no fallback
     */
    public record Destination(
            InetAddress address,
            int weight,
            List<Integer> ports,
            Forwarding forwarding,
            long upperThreshold,
            long lowerThreshold,
            OptionalInt fallbackWeight) {
        public Destination {
            ports = List.copyOf(ports);
        }

        /** One that is no fallback. */
        public Destination(
                InetAddress address,
                int weight,
                List<Integer> ports,
                Forwarding forwarding,
                long upperThreshold,
                long lowerThreshold) {
            this(address, weight, ports, forwarding, upperThreshold, lowerThreshold, OptionalInt.empty());
        }

        /** One without limits that is reached by direct routing. */
        public Destination(InetAddress address, int weight) {
            this(address, weight, List.of(), new Forwarding.DirectRouting(), 0, 0);
        }

        Destination withWeight(int other) {
            return new Destination(address, other, ports, forwarding, upperThreshold, lowerThreshold, fallbackWeight);
        }

        /** As the only destination of a service that leaves packets their port, with weight and without limits. */
        public IpvsDestination onAnyPort() {
            return new IpvsDestination(
                    new DestinationKey(address, 0), forwarding.method(), 1, 0, 0, forwarding.tunnel());
        }

        public boolean isFallback() {
            return fallbackWeight.isPresent();
        }

        /** True if the plan or its health check may give it new connections. */
        private boolean mayServe() {
            return weight != 0 || fallbackWeight.orElse(0) != 0;
        }

        /** Its port for a service of the table, by the service's place in the list; 0 if it does not serve it. */
        int portFor(int index, Service service) {
            return ports.isEmpty() ? service.targetPort() : ports.get(index);
        }
    }

    /** Present if packets are rewritten: then all destinations are reached that way. */
    public Optional<Forwarding.Source> masqueraded() {
        // No stream: this is asked of thousands of tables.
        for (Destination destination : destinations) {
            if (destination.forwarding() instanceof Forwarding.Masquerade(Forwarding.Source source)) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }

    /** The destinations of one of the services for addresses of a family. */
    public List<IpvsDestination> destinationsOf(int service, AddressFamily family) {
        return destinations.stream()
                .filter(destination -> AddressFamily.of(destination.address()) == family)
                .flatMap(destination -> {
                    int port = destination.portFor(service, services.get(service));
                    return port == 0
                            ? Stream.empty()
                            : Stream.of(programmed(destination, port, slowStart.isPresent() ? STEPS : 1));
                })
                .toList();
    }

    private static IpvsDestination programmed(Destination destination, int port, int scale) {
        return new IpvsDestination(
                new DestinationKey(destination.address(), port),
                destination.forwarding().method(),
                destination.weight() * scale,
                destination.upperThreshold(),
                destination.lowerThreshold(),
                destination.forwarding().tunnel());
    }

    /** Without the addresses that no router of this node carries. */
    TablePlan within(Collection<InetAddress> carried) {
        if (carried.containsAll(addresses)) {
            return this;
        }
        List<InetAddress> kept = addresses.stream().filter(carried::contains).toList();
        return new TablePlan(name, kept, services, destinations, healthCheck, undecided, slowStart, sourceRanges);
    }

    /**
     * As its health check leaves it; the same object if that says nothing.
     *
     * @param down destinations that take no new connections
     * @param unknown those that the check says nothing of yet
     * @param standingIn fallbacks that take the connections of the others
     */
    public TablePlan checked(
            Collection<InetAddress> down, Collection<InetAddress> unknown, Collection<InetAddress> standingIn) {
        if (down.isEmpty() && unknown.isEmpty() && standingIn.isEmpty()) {
            return this;
        }
        List<Destination> weighed = new ArrayList<>(destinations.size());
        Set<InetAddress> open = new HashSet<>();
        for (Destination destination : destinations) {
            InetAddress address = destination.address();
            Destination now = down.contains(address) ? destination.withWeight(0) : destination;
            weighed.add(
                    standingIn.contains(address)
                            ? now.withWeight(now.fallbackWeight().orElse(0))
                            : now);
            // What the plan itself leaves without weight is decided, but for a fallback.
            if (unknown.contains(address) && now.mayServe()) {
                open.add(address);
            }
        }
        return new TablePlan(name, addresses, services, weighed, healthCheck, open, slowStart, sourceRanges);
    }

    /** Without weight on destinations of these families: they take no new connections and keep those that are. */
    public TablePlan quiesced(Set<AddressFamily> families) {
        if (families.isEmpty()) {
            return this;
        }
        List<Destination> resting = destinations.stream()
                .map(destination -> families.contains(AddressFamily.of(destination.address()))
                        ? destination.withWeight(0)
                        : destination)
                .toList();
        Set<InetAddress> open = undecided.stream()
                .filter(address -> !families.contains(AddressFamily.of(address)))
                .collect(Collectors.toSet());
        return new TablePlan(name, addresses, services, resting, healthCheck, open, slowStart, sourceRanges);
    }

    /** The virtual addresses of a family. */
    public List<InetAddress> addressesOf(AddressFamily family) {
        return addresses.stream()
                .filter(address -> AddressFamily.of(address) == family)
                .toList();
    }

    /** Of all destinations. */
    public Set<InetAddress> destinationAddresses() {
        return destinations.stream().map(Destination::address).collect(Collectors.toUnmodifiableSet());
    }

    /** Where a destination is asked how it is, unless the check names a port. */
    public int firstPortOf(Destination destination) {
        return IntStream.range(0, services.size())
                .map(index -> destination.portFor(index, services.get(index)))
                .filter(port -> port != 0)
                .findFirst()
                .orElseGet(() -> services.getFirst().port());
    }

    /** True if there is nothing to program. */
    boolean isEmpty() {
        return addresses.isEmpty() || services.isEmpty();
    }

    /** True if it sends no new connections anywhere and waits for the old ones to end. */
    public boolean isDraining() {
        for (Destination destination : destinations) {
            if (destination.mayServe()) {
                return false;
            }
        }
        return true;
    }
}
