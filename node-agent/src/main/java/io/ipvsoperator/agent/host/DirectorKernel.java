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
import java.util.Optional;
import java.util.Set;

/**
 * What makes a host a director, apart from addresses. A service is exempt from connection tracking before it is there and until it
 * is gone. Used by one thread.
 */
public final class DirectorKernel {
    private final IpvsProgrammer ipvs;
    private final PacketFilter filter;
    private final SyncDaemons daemons;
    /** Those that may be in the kernel. */
    private Set<ServiceKey> present = Set.of();
    /** What the filter was told last; empty when it refused. */
    private Optional<Set<ServiceKey>> exempted = Optional.empty();

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
        exempt(union(desired, present), look, complaints);
        IpvsReport report = look ? ipvs.audit(desired, order.lingering()) : ipvs.apply(desired, order.lingering());
        present = union(desired, report.deferred());
        exempt(present, false, complaints);
        complaints.addAll(daemons.reconcile(
                order.sync().map(sync -> new SyncGroup(sync.id().value(), sync.interfaceName()))));
        List<String> drainingTables = order.tables().stream()
                .filter(TablePlan::isDraining)
                .map(TablePlan::name)
                .toList();
        return new Outcome(report, ipvs.connections(desired, drainingTables));
    }

    private static Set<ServiceKey> union(DesiredTable desired, Set<ServiceKey> others) {
        Set<ServiceKey> union =
                new LinkedHashSet<>(desired.services().services().keySet());
        union.addAll(others);
        return union;
    }

    /** Reading the filter takes a process: while the services are the same it is done on a look alone. */
    private void exempt(Set<ServiceKey> services, boolean look, List<String> complaints) {
        if (!look && exempted.equals(Optional.of(services))) {
            return;
        }
        List<ServiceKey.AddressAndPort> exempt = new ArrayList<>();
        for (ServiceKey key : services) {
            switch (key) {
                case ServiceKey.AddressAndPort service -> exempt.add(service);
                case ServiceKey.FirewallMark mark -> {}
            }
        }
        Optional<String> refusal = Attempt.refusalOf(() -> filter.reconcile(exempt));
        exempted = refusal.isEmpty() ? Optional.of(services) : Optional.empty();
        refusal.filter(complaint -> !complaints.contains(complaint)).ifPresent(complaints::add);
    }
}
