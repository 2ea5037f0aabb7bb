package io.ipvsoperator.agent.host;

import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.filter.PacketFilter;
import io.ipvsoperator.agent.ipvs.IpvsProgrammer;
import io.ipvsoperator.agent.ipvs.IpvsReport;
import io.ipvsoperator.agent.ipvs.sync.SyncDaemons;
import io.ipvsoperator.agent.ipvs.sync.SyncGroup;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What makes a host a director, apart from addresses. A service is exempt from connection tracking before it is there and until it
 * is gone. Used by one thread.
 */
public final class DirectorKernel {
    private final IpvsProgrammer ipvs;
    private final PacketFilter filter;
    private final SyncDaemons daemons;
    private Set<ServiceKey> deferred = Set.of();

    public DirectorKernel(IpvsProgrammer ipvs, PacketFilter filter, SyncDaemons daemons) {
        this.ipvs = ipvs;
        this.filter = filter;
        this.daemons = daemons;
    }

    /** @param draining connections left, by name of a table that sends no new ones */
    record Outcome(IpvsReport report, Map<String, Long> draining) {}

    /**
     * Throws if IPVS as a whole cannot be used.
     *
     * @param complaints takes what else is not as wanted
     */
    Outcome carryOut(KernelOrder order, boolean look, List<String> complaints) {
        DesiredTable desired = DesiredTable.of(order.tables());
        exempt(desired, complaints);
        IpvsReport report = look ? ipvs.audit(desired, order.lingering()) : ipvs.apply(desired, order.lingering());
        deferred = report.deferred();
        exempt(desired, complaints);
        complaints.addAll(daemons.reconcile(
                order.sync().map(sync -> new SyncGroup(sync.id().value(), sync.interfaceName()))));
        List<String> drainingTables = order.tables().stream()
                .filter(TablePlan::isDraining)
                .map(TablePlan::name)
                .toList();
        return new Outcome(report, ipvs.connections(desired, drainingTables));
    }

    private void exempt(DesiredTable desired, List<String> complaints) {
        Set<ServiceKey> present =
                new LinkedHashSet<>(desired.services().services().keySet());
        present.addAll(deferred);
        List<ServiceKey.AddressAndPort> exempt = new ArrayList<>();
        for (ServiceKey key : present) {
            switch (key) {
                case ServiceKey.AddressAndPort service -> exempt.add(service);
                case ServiceKey.FirewallMark mark -> {}
            }
        }
        Attempt.refusalOf(() -> filter.reconcile(exempt)).ifPresent(complaint -> {
            if (!complaints.contains(complaint)) {
                complaints.add(complaint);
            }
        });
    }
}
