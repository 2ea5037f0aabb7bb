package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.operator.allocation.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Destinations keep their places and new ones come last: so a director that has added them one after the other has the
 * same order as one that boots, which hashing schedulers need.
 */
final class DestinationOrder {
    private DestinationOrder() {}

    /** @param published the table as it stands */
    static List<Destination> appending(List<Destination> destinations, Optional<ForwardingTableSpec> published) {
        Map<String, Integer> places = new HashMap<>();
        published.stream()
                .flatMap(table -> table.destinations().stream())
                .forEach(destination -> places.put(destination.address(), places.size()));
        List<Destination> ordered = new ArrayList<>(destinations);
        ordered.sort(Comparator.comparing(
                        (Destination destination) -> places.getOrDefault(destination.address(), Integer.MAX_VALUE))
                .thenComparing(destination -> IpAddress.of(destination.address())));
        return ordered;
    }
}
