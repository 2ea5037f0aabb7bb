package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.operator.allocation.IpAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The table of a service. */
final class TableComposition {
    /** The API server refuses a table with more. */
    static final int MAXIMUM_DESTINATIONS = 1000;

    private final ValidService service;
    private final long generation;
    private final BackendReadiness backends;
    private final Optional<ForwardingTableSpec> current;

    /** @param current as published */
    TableComposition(
            ValidService service, long generation, BackendReadiness backends, Optional<ForwardingTableSpec> current) {
        this.service = service;
        this.generation = generation;
        this.backends = backends;
        this.current = current;
    }

    /**
     * @param held addresses of the service
     * @param draining destinations that the service no longer names and whose connections may still end
     */
    ForwardingTableSpec compose(List<HeldAddress> held, BackendDrain draining) {
        List<String> addresses = addresses(held);
        ServiceIdentity identity = service.identity();
        List<ForwardingTableSpec.Service> services =
                service.ports().stream().map(this::service).toList();
        return new ForwardingTableSpec(
                new ForwardingTableSpec.Source(
                        identity.kind(), identity.namespace(), identity.name(), identity.uid(), generation),
                service.poolName(),
                addresses,
                services,
                forwarding(service.forwarding()),
                destinations(addresses, draining, services),
                service.healthCheck().orElse(null),
                service.slowStart().map(duration -> (int) duration.toSeconds()).orElse(null),
                sourceRanges(service.sourceRanges()));
    }

    private static @Nullable List<String> sourceRanges(List<IpPrefix> ranges) {
        return ranges.isEmpty()
                ? null
                : ranges.stream().map(IpPrefix::text).distinct().toList();
    }

    /**
     * A further address waits for the backends of its family that are in use: at once, it would take their weight from the
     * others.
     */
    private List<String> addresses(List<HeldAddress> held) {
        Set<String> published =
                current.map(table -> Set.copyOf(table.addresses())).orElse(Set.of());
        List<IpAddress> inUse = current.stream()
                .flatMap(table -> table.destinations().stream())
                .filter(ForwardingTableSpec.Destination::mayServe)
                .map(destination -> IpAddress.of(destination.address()))
                .toList();
        return held.stream()
                .map(address -> address.address().toString())
                .filter(address -> published.isEmpty()
                        || published.contains(address)
                        || inUse.stream()
                                .allMatch(endpoint -> accepts(endpoint, ofFamilyOf(endpoint, List.of(address)))))
                .toList();
    }

    private boolean accepts(IpAddress endpoint, List<String> virtual) {
        return backends.accepts(endpoint, service.forwarding().keepsTheDestination() ? virtual : List.of());
    }

    private static ForwardingTableSpec.Forwarding forwarding(ValidService.Forwarding forwarding) {
        return switch (forwarding) {
            case ValidService.Forwarding.DirectRouting direct ->
                new ForwardingTableSpec.Forwarding(direct.method(), null);
            case ValidService.Forwarding.Masquerade masquerade ->
                new ForwardingTableSpec.Forwarding(masquerade.method(), null, masquerade.sourceAddress());
            case ValidService.Forwarding.Tunnel tunnel ->
                new ForwardingTableSpec.Forwarding(
                        tunnel.method(),
                        new ForwardingTableSpec.Tunnel(
                                tunnel.type(), tunnel.port().orElse(null), tunnel.checksum()));
        };
    }

    private ForwardingTableSpec.Service service(ValidService.Port port) {
        return new ForwardingTableSpec.Service(
                port.protocol(),
                port.port(),
                port.targetPort(),
                service.scheduler().name(),
                flags(service.scheduler()),
                service.persistence()
                        .map(persistence -> new ForwardingTableSpec.Persistence(
                                Math.toIntExact(persistence.timeout().toSeconds()),
                                persistence.ipv4PrefixLength(),
                                persistence.ipv6PrefixLength(),
                                persistence.engine().orElse(null)))
                        .orElse(null),
                port.onePacket() ? Boolean.TRUE : null);
    }

    /** Without its flags mh would send two directors' packets of one client to different destinations. */
    private static List<String> flags(ValidService.Scheduler scheduler) {
        Set<String> flags = new TreeSet<>(scheduler.flags());
        if (scheduler.name().equals("mh")) {
            flags.addAll(List.of("mh-fallback", "mh-port"));
        }
        return List.copyOf(flags);
    }

    /**
     * Those of a family that the table has addresses of, for a packet keeps its family. Draining ones for which
     * there is no room go at once: the backends that the service names come first.
     */
    private List<ForwardingTableSpec.Destination> destinations(
            Collection<String> addresses, BackendDrain draining, List<ForwardingTableSpec.Service> services) {
        Map<IpAddress, ForwardingTableSpec.Destination> destinations = new TreeMap<>();
        for (ValidService.Endpoint endpoint : service.endpoints()) {
            List<String> virtual = ofFamilyOf(endpoint.address(), addresses);
            if (!virtual.isEmpty()) {
                destinations.put(
                        endpoint.address(),
                        destination(endpoint, accepts(endpoint.address(), virtual) ? endpoint.weight() : 0));
            }
        }
        service.fallbackAddresses().stream()
                .filter(address -> !ofFamilyOf(address, addresses).isEmpty())
                .forEach(address -> destinations.put(address, fallback(address, ofFamilyOf(address, addresses))));
        draining.until().keySet().stream()
                .map(IpAddress::of)
                .filter(address -> !ofFamilyOf(address, addresses).isEmpty())
                .sorted()
                .limit(Math.max(0, MAXIMUM_DESTINATIONS - destinations.size()))
                .forEach(address -> destinations.put(
                        address, draining.draining(asItWas(address.toString(), services.size()), services)));
        return DestinationOrder.appending(List.copyOf(destinations.values()), current);
    }

    private ForwardingTableSpec.Destination fallback(IpAddress address, List<String> virtual) {
        return ForwardingTableSpec.Destination.fallback(address.toString(), accepts(address, virtual) ? 1 : 0);
    }

    private static ForwardingTableSpec.Destination destination(ValidService.Endpoint endpoint, int weight) {
        return new ForwardingTableSpec.Destination(
                endpoint.address().toString(),
                weight,
                endpoint.ports().isEmpty() ? null : endpoint.ports(),
                null,
                endpoint.upperThreshold().orElse(null),
                endpoint.lowerThreshold().orElse(null));
    }

    /** Its connections are to the ports that it has had; with other services these say nothing. */
    private ForwardingTableSpec.Destination asItWas(String address, int services) {
        return current.stream()
                .flatMap(table -> table.destinations().stream())
                .filter(destination -> destination.address().equals(address))
                .filter(destination -> destination.targetPorts() == null
                        || destination.targetPorts().size() == services)
                .findFirst()
                .orElseGet(() -> new ForwardingTableSpec.Destination(address, 0));
    }

    private static List<String> ofFamilyOf(IpAddress endpoint, Collection<String> addresses) {
        return addresses.stream()
                .filter(address -> IpAddress.of(address).family() == endpoint.family())
                .toList();
    }

    /** The same table without some of its addresses; its tombstone when none is left. */
    static ForwardingTableSpec without(ForwardingTableSpec table, Set<String> addresses) {
        List<String> left = table.addresses().stream()
                .filter(address -> !addresses.contains(address))
                .toList();
        return left.isEmpty()
                ? emptied(table)
                : new ForwardingTableSpec(
                        table.source(),
                        table.pool(),
                        left,
                        table.services(),
                        table.forwarding(),
                        table.destinations(),
                        table.healthCheck(),
                        table.slowStartSeconds(),
                        table.sourceRanges());
    }

    /** The same table without connections to come. */
    static ForwardingTableSpec stopped(ForwardingTableSpec table) {
        return new ForwardingTableSpec(
                table.source(),
                table.pool(),
                table.addresses(),
                table.services(),
                table.forwarding(),
                table.destinations().stream()
                        .map(ForwardingTableSpec.Destination::stopped)
                        .toList(),
                null,
                null,
                table.sourceRanges());
    }

    /** The table's tombstone. */
    static ForwardingTableSpec emptied(ForwardingTableSpec table) {
        return new ForwardingTableSpec(
                table.source(), table.pool(), List.of(), List.of(), table.forwarding(), List.of(), null);
    }
}
