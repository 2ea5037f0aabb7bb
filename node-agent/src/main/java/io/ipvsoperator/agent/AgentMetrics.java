package io.ipvsoperator.agent;

import io.ipvsoperator.agent.address.AddressReport;
import io.ipvsoperator.agent.demand.Demand;
import io.ipvsoperator.agent.health.Exposition;
import io.ipvsoperator.agent.health.Metered;
import io.ipvsoperator.agent.status.Observation;
import io.ipvsoperator.agent.status.Readiness;
import java.util.Optional;
import java.util.function.Supplier;

/** Figures of what was observed last, and whether the node may be counted on. Any thread may ask. */
final class AgentMetrics implements Metered {
    private final Supplier<AddressReport> addresses;
    private final Supplier<Optional<Demand>> demand;
    private volatile Observation latest = Observation.none();
    private volatile boolean observed;

    AgentMetrics(Supplier<AddressReport> addresses, Supplier<Optional<Demand>> demand) {
        this.addresses = addresses;
        this.demand = demand;
    }

    void observe(Observation observation) {
        latest = observation;
        observed = true;
    }

    /** Why the node should not be counted on, if so. */
    Optional<String> objection() {
        if (!observed) {
            return Optional.of("no plan is known yet: neither has the API server answered nor is there one on disk");
        }
        return Readiness.objection(latest);
    }

    @Override
    public void writeTo(Exposition page) {
        Observation seen = latest;
        page.metric("ipvs_agent_vrrp_state", "gauge", "1 for the state that a virtual router is in.");
        seen.routers()
                .forEach(router -> page.sample(
                        "ipvs_agent_vrrp_state", 1, "virtual_router", router.name(), "state", router.state()));
        page.metric("ipvs_agent_services", "gauge", "IPVS services in the kernel.")
                .sample("ipvs_agent_services", seen.kernel().services());
        page.metric("ipvs_agent_destinations", "gauge", "IPVS destinations in the kernel.")
                .sample("ipvs_agent_destinations", seen.kernel().destinations());
        page.metric("ipvs_agent_failures", "gauge", "Objects that this node cannot serve.")
                .sample("ipvs_agent_failures", seen.failures().size());
        page.metric("ipvs_agent_mended_total", "counter", "Things put right that others had changed.")
                .sample("ipvs_agent_mended_total", seen.kernel().mended(), "what", "kernel")
                .sample("ipvs_agent_mended_total", addresses.get().putBack(), "what", "address");
        page.metric("ipvs_agent_addresses", "gauge", "Virtual addresses on this host.")
                .sample("ipvs_agent_addresses", addresses.get().held().size());
        page.metric("ipvs_agent_plan_confirmed", "gauge", "0 while the plan is that from the disk.")
                .sample("ipvs_agent_plan_confirmed", seen.confirmed() ? 1 : 0);
        demand.get().ifPresent(measured -> new DemandMetrics(measured).writeTo(page));
    }
}
