package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.operator.allocation.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Destinations that left their service, and until when they stay without weight so that their connections can end. The record of
 * it is the published table: it outlives the operator. Pure.
 *
 * @param until address to the end of its drain, in the operator's time
 */
record BackendDrain(Map<String, Instant> until) {
    static final BackendDrain NONE = new BackendDrain(Map.of());

    BackendDrain {
        until = Map.copyOf(until);
    }

    /** What stays now: destinations of the published table that the service does not name. UDP alone has nothing that could end. */
    static BackendDrain of(Optional<ForwardingTableSpec> table, ValidService service, Instant now) {
        if (table.isEmpty() || service.ports().stream().allMatch(port -> isUdp(port.protocol()))) {
            return NONE;
        }
        Set<String> named = Stream.concat(
                        service.endpoints().stream().map(ValidService.Endpoint::address),
                        service.fallbackAddresses().stream())
                .map(IpAddress::toString)
                .collect(Collectors.toSet());
        return leaving(table.get(), named, service.drainTimeout(), now);
    }

    /**
     * As {@link #of}, of a table whose services stay as they are.
     *
     * @param staying addresses of destinations that do not drain
     */
    static BackendDrain ofStanding(ForwardingTableSpec table, Set<String> staying, Duration timeout, Instant now) {
        return table.services().stream().allMatch(service -> isUdp(service.protocol()))
                ? NONE
                : leaving(table, staying, timeout, now);
    }

    private static BackendDrain leaving(ForwardingTableSpec table, Set<String> staying, Duration timeout, Instant now) {
        Instant atMost = now.plus(timeout).truncatedTo(ChronoUnit.SECONDS);
        Map<String, Instant> ends = new TreeMap<>();
        table.destinations().stream()
                .filter(destination -> !staying.contains(destination.address()))
                .forEach(destination ->
                        ends.put(destination.address(), recorded(destination).orElse(atMost)));
        ends.values().removeIf(end -> !end.isAfter(now));
        return new BackendDrain(ends);
    }

    /** What nobody can read counts as not written: the drain begins anew. */
    private static Optional<Instant> recorded(Destination destination) {
        try {
            return Optional.ofNullable(destination.drainUntil()).map(Instant::parse);
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether it can serve as it did, though it drains: a drain takes ports of UDP, and nothing records which they were. */
    static boolean hasItsPorts(Destination destination, ForwardingTableSpec table) {
        return destination.drainUntil() == null
                || table.services().stream().noneMatch(service -> isUdp(service.protocol()));
    }

    boolean has(Destination destination) {
        return until.containsKey(destination.address());
    }

    /**
     * A destination that drains, as the table has it. UDP has no connections that end: its clients would be sent to a backend
     * that left as long as they keep on sending.
     *
     * @param services of the table
     */
    Destination draining(Destination destination, List<ForwardingTableSpec.Service> services) {
        String end = Objects.requireNonNull(until.get(destination.address())).toString();
        @Nullable List<Integer> own = destination.targetPorts();
        if (services.stream().noneMatch(service -> isUdp(service.protocol()))) {
            return destination.draining(own, end);
        }
        return destination.draining(
                IntStream.range(0, services.size())
                        .mapToObj(i -> portThatDrains(services.get(i), own == null ? null : own.get(i)))
                        .toList(),
                end);
    }

    /** 0 stands for no port. */
    private static int portThatDrains(ForwardingTableSpec.Service service, @Nullable Integer own) {
        if (isUdp(service.protocol())) {
            return 0;
        }
        return own == null ? service.targetPort() : own;
    }

    static boolean isUdp(String protocol) {
        return protocol.equals("UDP");
    }

    Optional<Duration> untilNext(Instant now) {
        return until.values().stream().map(end -> Duration.between(now, end)).min(Duration::compareTo);
    }
}
