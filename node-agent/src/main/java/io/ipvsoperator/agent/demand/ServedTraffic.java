package io.ipvsoperator.agent.demand;

import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.Statistics;
import io.ipvsoperator.wire.IpAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds up, by address, what the services' counters grew by while this host had the address: a backup is sent nothing, but what
 * the node itself asks of an address is balanced on the spot and counted. Services by firewall mark have no address and count
 * for nobody. Used by one thread.
 */
final class ServedTraffic {
    private Map<ServiceKey, Statistics> before = Map.of();
    private Set<IpAddress> servedBefore = Set.of();
    private Map<IpAddress, Traffic> totals = Map.of();

    /**
     * A service that was not there at the last look only begins to be counted: whether it is new, or one that was taken over with
     * counters of days, cannot be told.
     *
     * @param served addresses that are on this host now
     * @return for each address with services what went through since the first look
     */
    Map<IpAddress, Traffic> look(Map<ServiceKey, Statistics> counters, Set<IpAddress> served) {
        Set<IpAddress> counting = new HashSet<>(servedBefore);
        counting.addAll(served);
        Map<IpAddress, Traffic> grown = new HashMap<>();
        counters.forEach((service, now) -> {
            switch (service) {
                case ServiceKey.AddressAndPort key -> {
                    IpAddress address = IpAddress.fromBytes(key.address().getAddress());
                    grown.computeIfAbsent(address, absent -> totals.getOrDefault(absent, Traffic.NONE));
                    if (counting.contains(address)) {
                        grown.merge(address, growth(service, now), Traffic::plus);
                    }
                }
                case ServiceKey.FirewallMark ignored -> {}
            }
        });
        before = Map.copyOf(counters);
        servedBefore = Set.copyOf(served);
        totals = Map.copyOf(grown);
        return totals;
    }

    private Traffic growth(ServiceKey service, Statistics now) {
        @Nullable Statistics then = before.get(service);
        return then == null ? Traffic.NONE : Traffic.between(then, now);
    }
}
