package io.ipvsoperator.agent.demand;

import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.Statistics;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes rates of the counters that IPVS shows at every look. The kernel has an estimate of its own, but that one follows the last
 * ten seconds or so and cannot be asked for a peak. Used by one thread.
 */
public final class DemandMeter {
    private final ServedTraffic traffic = new ServedTraffic();
    private final LastMinute minute = new LastMinute();
    private final Peaks<IpAddress> addressPeaks = new Peaks<>();
    private final Peaks<String> routerPeaks = new Peaks<>();

    /**
     * @param counters of the services of this agent
     * @param served addresses that are on this host now
     * @param routers of the plan, with their addresses
     * @return empty when there is nothing new to be said
     */
    public Optional<Demand> look(
            Map<ServiceKey, Statistics> counters,
            Set<IpAddress> served,
            Map<String, List<IpAddress>> routers,
            MonotonicInstant now) {
        return minute.add(traffic.look(counters, served), now).map(growth -> demand(growth, routers, now));
    }

    /** Added up before it is rounded: many addresses with a connection now and then are a load. */
    private Demand demand(LastMinute.Growth growth, Map<String, List<IpAddress>> routers, MonotonicInstant now) {
        Map<IpAddress, Rate> rates = new HashMap<>();
        growth.traffic().forEach((address, grown) -> rates.put(address, grown.in(growth.time())));
        Map<String, Rate> byRouter = new HashMap<>();
        routers.forEach((router, addresses) -> byRouter.put(
                router,
                addresses.stream()
                        .map(address -> growth.traffic().getOrDefault(address, Traffic.NONE))
                        .reduce(Traffic.NONE, Traffic::plus)
                        .in(growth.time())));
        addressPeaks.add(rates, now);
        routerPeaks.add(byRouter, now);
        Map<String, Measured> measured = new TreeMap<>();
        byRouter.forEach((router, rate) -> measured.put(router, new Measured(rate, routerPeaks.of(router))));
        return new Demand(measured, heaviest(rates));
    }

    private Map<IpAddress, Measured> heaviest(Map<IpAddress, Rate> rates) {
        Map<IpAddress, Measured> measured = new HashMap<>();
        rates.forEach((address, rate) -> measured.put(address, new Measured(rate, addressPeaks.of(address))));
        Map<IpAddress, Measured> heaviest = new LinkedHashMap<>();
        measured.entrySet().stream()
                .filter(entry -> !entry.getValue().peak().equals(Rate.ZERO))
                .sorted(Comparator.comparingLong((Map.Entry<IpAddress, Measured> entry) ->
                                -entry.getValue().peak().bandwidth())
                        .thenComparing(Map.Entry::getKey))
                .limit(Demand.MOST_ADDRESSES)
                .forEach(entry -> heaviest.put(entry.getKey(), entry.getValue()));
        return heaviest;
    }
}
