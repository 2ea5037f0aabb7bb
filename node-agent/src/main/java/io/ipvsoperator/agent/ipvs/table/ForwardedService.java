package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service with its destinations, as it is wanted or as it is programmed. Equal ones need no change: the order of destinations
 * says only in which they are added. There are thousands of them, each with few destinations, so these are a list and no map.
 *
 * @param destinations no two with the same key
 */
public record ForwardedService(IpvsService service, List<IpvsDestination> destinations) {
    public ForwardedService {
        destinations = List.copyOf(destinations);
    }

    /** Of destinations with the same key the last one counts. */
    public static ForwardedService of(IpvsService service, List<IpvsDestination> destinations) {
        ForwardedService all = new ForwardedService(service, destinations);
        Map<DestinationKey, IpvsDestination> byKey = all.byKey();
        return byKey.size() == destinations.size() ? all : new ForwardedService(service, List.copyOf(byKey.values()));
    }

    /**
     * With those of these addresses as they are there that have no weight there, or are to have none; the same object if that makes no
     * difference.
     */
    ForwardedService restingAs(ForwardedService there, Set<InetAddress> addresses) {
        Map<DestinationKey, IpvsDestination> observed = there.byKey();
        List<IpvsDestination> settled = destinations.stream()
                .map(wanted -> addresses.contains(wanted.key().address())
                        ? rested(wanted, observed.get(wanted.key()))
                        : wanted)
                .toList();
        return settled.equals(destinations) ? this : new ForwardedService(service, settled);
    }

    private static IpvsDestination rested(IpvsDestination wanted, @Nullable IpvsDestination observed) {
        return observed != null && (observed.weight() == 0 || wanted.weight() == 0)
                ? wanted.withWeight(observed.weight())
                : wanted;
    }

    public ServiceKey key() {
        return service.key();
    }

    /** The destinations by their keys, in their order; to be changed at will. */
    public Map<DestinationKey, IpvsDestination> byKey() {
        Map<DestinationKey, IpvsDestination> byKey = LinkedHashMap.newLinkedHashMap(destinations.size());
        destinations.forEach(destination -> byKey.put(destination.key(), destination));
        return byKey;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof ForwardedService that && service.equals(that.service) && sendsAlike(that);
    }

    private boolean sendsAlike(ForwardedService that) {
        if (destinations.size() != that.destinations.size()) {
            return false;
        }
        return destinations.equals(that.destinations)
                || Set.copyOf(destinations).equals(Set.copyOf(that.destinations));
    }

    @Override
    public int hashCode() {
        int sum = 0;
        for (IpvsDestination destination : destinations) {
            sum += destination.hashCode();
        }
        return service.hashCode() * 31 + sum;
    }
}
