package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.ipvs.table.ForwardedService;
import io.ipvsoperator.agent.ipvs.table.IpvsTable;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.netlink.ipvs.ObservedService;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.Statistics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the kernel again, because IPVS tells nobody when it is changed: at all services each time, which is one dump, and at
 * the destinations of some in turn, which is a dump a service. Used by one thread.
 */
final class Audit {
    /** A small table is looked at as a whole. */
    private static final int SHORTEST_SLICE = 64;
    /** Some tenths of a second on a slow host. */
    private static final int LONGEST_SLICE = 1000;

    private final IpvsKernel kernel;
    /** Services whose destinations are still to be looked at before all have had their turn. */
    private final Deque<ServiceKey> turn = new ArrayDeque<>();

    Audit(IpvsKernel kernel) {
        this.kernel = kernel;
    }

    /**
     * @param differing services that are not what they were known as, as the kernel shows them; empty: not there
     * @param counters of all services
     */
    record Seen(Map<ServiceKey, Optional<ForwardedService>> differing, Map<ServiceKey, Statistics> counters) {}

    /**
     * A service of the dump, with no more than what is needed of it: there may be thousands.
     *
     * @param other what the service itself is, if not as known
     */
    private record Line(ServiceKey key, Optional<IpvsService> other, Statistics statistics) {}

    IpvsTable everything() {
        Map<ServiceKey, ForwardedService> seen = new LinkedHashMap<>();
        kernel.services().forEach((key, observed) -> seen.put(key, kernel.withDestinations(observed.service())));
        return new IpvsTable(seen);
    }

    /** All services, and the destinations of the next slice and of what differs. */
    Seen nextSlice(KnownTable known) {
        List<Line> lines = kernel.services(observed -> line(observed, known));
        Map<ServiceKey, Optional<ForwardedService>> differing = new LinkedHashMap<>();
        Map<ServiceKey, Statistics> counters = HashMap.newHashMap(lines.size());
        for (Line line : lines) {
            counters.put(line.key(), line.statistics());
            line.other().ifPresent(service -> differing.put(line.key(), Optional.of(kernel.withDestinations(service))));
        }
        known.keys().stream()
                .filter(key -> !counters.containsKey(key))
                .forEach(gone -> differing.put(gone, Optional.empty()));
        for (ServiceKey key : takeTurn(known)) {
            @Nullable ForwardedService before = known.get(key);
            if (before != null && !differing.containsKey(key)) {
                ForwardedService now = kernel.withDestinations(before.service());
                if (!now.equals(before)) {
                    differing.put(key, Optional.of(now));
                }
            }
        }
        return new Seen(differing, counters);
    }

    private static Line line(ObservedService observed, KnownTable known) {
        IpvsService service = observed.service();
        @Nullable ForwardedService before = known.get(service.key());
        return before != null && before.service().equals(service)
                ? new Line(before.key(), Optional.empty(), observed.statistics())
                : new Line(service.key(), Optional.of(service), observed.statistics());
    }

    /** Half of the table, so that every service has its turn in any two looks. */
    private Set<ServiceKey> takeTurn(KnownTable known) {
        int half = (known.keys().size() + 1) / 2;
        int length = Math.min(
                Math.clamp(half, SHORTEST_SLICE, LONGEST_SLICE), known.keys().size());
        Set<ServiceKey> slice = new LinkedHashSet<>();
        while (slice.size() < length) {
            if (turn.isEmpty()) {
                turn.addAll(known.keys());
            }
            ServiceKey next = turn.removeFirst();
            if (known.get(next) != null) {
                slice.add(next);
            }
        }
        return slice;
    }

    /** What is known, with these services as the kernel shows them. */
    IpvsTable looking(IpvsTable known, Set<ServiceKey> suspects) {
        Map<ServiceKey, ObservedService> services = kernel.services();
        Map<ServiceKey, ForwardedService> seen = new LinkedHashMap<>(known.services());
        for (ServiceKey suspect : suspects) {
            @Nullable ObservedService there = services.get(suspect);
            if (there == null) {
                seen.remove(suspect);
            } else {
                seen.put(suspect, kernel.withDestinations(there.service()));
            }
        }
        return new IpvsTable(seen);
    }
}
