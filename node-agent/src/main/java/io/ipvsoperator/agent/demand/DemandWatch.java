package io.ipvsoperator.agent.demand;

import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.Statistics;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds what was measured last, for the coordinator and for metrics. One thread looks, any may ask. */
public final class DemandWatch {
    private final DemandMeter meter = new DemandMeter();
    private final CalmDemand calm = new CalmDemand();
    private final InstantSource clock;
    private volatile Optional<Demand> latest = Optional.empty();
    private volatile Optional<ReportedDemand> reported = Optional.empty();

    /** @param clock dates what is reported */
    public DemandWatch(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * @param counters of the services of this agent
     * @param served addresses that are on this host now
     * @param routers of the plan, with their addresses
     */
    public void look(
            Map<ServiceKey, Statistics> counters,
            Set<IpAddress> served,
            Map<String, List<IpAddress>> routers,
            MonotonicInstant now) {
        Optional<Demand> measured = meter.look(counters, served, routers, now);
        if (measured.isPresent()) {
            latest = measured;
            calm.next(measured.get(), now)
                    .ifPresent(told -> reported = Optional.of(new ReportedDemand(clock.instant(), told)));
        }
    }

    /** As fresh as the last look; empty before the first minute is over. */
    public Optional<Demand> latest() {
        return latest;
    }

    /** Changes at a pace that others may be told of. */
    public Optional<ReportedDemand> reported() {
        return reported;
    }
}
