package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Destinations that left their service, and until when they stay without weight so that their connections can end.
 *
 * @param untilNanos address to the end of its drain; a restart of the operator lets a drain begin anew
 */
record BackendDrain(Map<String, Long> untilNanos) {
    static final BackendDrain NONE = new BackendDrain(Map.of());

    BackendDrain {
        untilNanos = Map.copyOf(untilNanos);
    }

    /** What stays at that moment: destinations of the published table that the service does not name. */
    BackendDrain advanced(Optional<ForwardingTableSpec> table, ValidService service, long nowNanos) {
        Set<String> named = service.endpoints().stream()
                .map(endpoint -> endpoint.address().toString())
                .collect(Collectors.toSet());
        Map<String, Long> next = new HashMap<>();
        table.stream()
                .flatMap(published -> published.destinations().stream())
                .map(ForwardingTableSpec.Destination::address)
                .filter(address -> !named.contains(address))
                .forEach(address -> next.put(
                        address,
                        untilNanos.getOrDefault(
                                address, nowNanos + service.drainTimeout().toNanos())));
        next.values().removeIf(until -> until - nowNanos <= 0);
        return new BackendDrain(next);
    }

    Set<String> addresses() {
        return untilNanos.keySet();
    }

    Optional<Duration> untilNext(long nowNanos) {
        return untilNanos.values().stream()
                .map(until -> Duration.ofNanos(until - nowNanos))
                .min(Duration::compareTo);
    }
}
