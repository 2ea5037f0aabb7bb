package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
        if (service.ports().stream().allMatch(BackendDrain::isUdp)) {
            return NONE;
        }
        Set<String> named = service.endpoints().stream()
                .map(endpoint -> endpoint.address().toString())
                .collect(Collectors.toSet());
        Instant atMost = now.plus(service.drainTimeout()).truncatedTo(ChronoUnit.SECONDS);
        Map<String, Instant> staying = new TreeMap<>();
        table.stream()
                .flatMap(published -> published.destinations().stream())
                .filter(destination -> !named.contains(destination.address()))
                .forEach(destination ->
                        staying.put(destination.address(), recorded(destination).orElse(atMost)));
        staying.values().removeIf(end -> !end.isAfter(now));
        return new BackendDrain(staying);
    }

    /** What nobody can read counts as not written: the drain begins anew. */
    private static Optional<Instant> recorded(Destination destination) {
        try {
            return Optional.ofNullable(destination.drainUntil()).map(Instant::parse);
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    static boolean isUdp(ValidService.Port port) {
        return port.protocol().equals("UDP");
    }

    Optional<Duration> untilNext(Instant now) {
        return until.values().stream().map(end -> Duration.between(now, end)).min(Duration::compareTo);
    }
}
