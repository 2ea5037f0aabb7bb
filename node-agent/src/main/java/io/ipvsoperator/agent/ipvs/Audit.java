package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.ipvs.table.ForwardedService;
import io.ipvsoperator.agent.ipvs.table.IpvsTable;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.netlink.ipvs.ObservedService;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.Statistics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the kernel again, because IPVS tells nobody when it is changed: at all services each time, which is one dump, and at
 * the destinations of some in turn, which is a dump a service. Used by one thread.
 */
final class Audit {
    private static final int SLICE = 64;

    private final IpvsKernel kernel;
    /** Services in the order in which their destinations are looked at. */
    private final Deque<ServiceKey> turn = new ArrayDeque<>();
    /** Of all services, as the last slice found them. */
    private Map<ServiceKey, Statistics> counters = Map.of();

    Audit(IpvsKernel kernel) {
        this.kernel = kernel;
    }

    IpvsTable everything() {
        Map<ServiceKey, ForwardedService> seen = new LinkedHashMap<>();
        kernel.services().forEach((key, observed) -> seen.put(key, kernel.withDestinations(observed.service())));
        return new IpvsTable(seen);
    }

    /** What is known, with all services and the destinations of the next slice as the kernel shows them. */
    IpvsTable nextSlice(IpvsTable known) {
        Map<ServiceKey, ObservedService> services = kernel.services();
        counters = countersOf(services);
        Set<ServiceKey> slice = nextTurn(services.keySet());
        Map<ServiceKey, ForwardedService> seen = new LinkedHashMap<>();
        services.forEach((key, observed) -> {
            IpvsService service = observed.service();
            @Nullable ForwardedService before = known.services().get(key);
            seen.put(
                    key,
                    before == null || slice.contains(key)
                            ? kernel.withDestinations(service)
                            : withService(before, service));
        });
        return new IpvsTable(seen);
    }

    /** The same value where nothing differs: what is compared with it later is then the same at a glance. */
    private static ForwardedService withService(ForwardedService before, IpvsService service) {
        return before.service().equals(service) ? before : new ForwardedService(service, before.destinations());
    }

    /** What went through these services, as the last slice found it: the dump has it, so it costs nothing to ask. */
    Map<ServiceKey, Statistics> countersOf(Set<ServiceKey> services) {
        Map<ServiceKey, Statistics> some = new HashMap<>(counters);
        some.keySet().retainAll(services);
        return some;
    }

    private static Map<ServiceKey, Statistics> countersOf(Map<ServiceKey, ObservedService> services) {
        Map<ServiceKey, Statistics> counters = new HashMap<>();
        services.forEach((key, service) -> counters.put(key, service.statistics()));
        return counters;
    }

    private Set<ServiceKey> nextTurn(Set<ServiceKey> present) {
        turn.removeIf(key -> !present.contains(key));
        Set<ServiceKey> waiting = new HashSet<>(turn);
        present.stream().filter(key -> !waiting.contains(key)).forEach(turn::addLast);
        Set<ServiceKey> slice = new HashSet<>();
        while (slice.size() < Math.min(SLICE, present.size())) {
            ServiceKey next = turn.removeFirst();
            slice.add(next);
            turn.addLast(next);
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

    /** The services among these that are not in the kernel what they were known as. */
    static List<ServiceKey> drifted(IpvsTable known, IpvsTable seen, Set<ServiceKey> ours) {
        List<ServiceKey> drifted = new ArrayList<>();
        for (ServiceKey key : ours) {
            @Nullable ForwardedService before = known.services().get(key);
            if (before != null && !before.equals(seen.services().get(key))) {
                drifted.add(key);
            }
        }
        return drifted;
    }
}
