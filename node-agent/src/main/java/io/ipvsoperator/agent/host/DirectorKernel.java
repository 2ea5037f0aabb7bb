package io.ipvsoperator.agent.host;

import io.ipvsoperator.agent.backend.EffectiveTables;
import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.filter.PacketFilter;
import io.ipvsoperator.agent.filter.Treatment;
import io.ipvsoperator.agent.ipvs.IpvsProgrammer;
import io.ipvsoperator.agent.ipvs.IpvsReport;
import io.ipvsoperator.agent.ipvs.sync.SyncDaemons;
import io.ipvsoperator.agent.ipvs.sync.SyncGroup;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.DesiredTables;
import io.ipvsoperator.agent.ipvs.table.ServiceFailure;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.probe.DataPaths;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.ServiceKey.AddressAndPort;
import io.ipvsoperator.wire.IpAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What makes a host a director, apart from addresses. The packet filter knows a service before it is there and until it is gone.
 * Used by one thread.
 */
public final class DirectorKernel {
    private final IpvsProgrammer ipvs;
    private final PacketFilter filter;
    private final SyncDaemons daemons;
    private final DataPaths dataPaths;
    private final EffectiveTables effectiveTables = new EffectiveTables();
    private final DesiredTables desiredTables = new DesiredTables();
    /** Those that are wanted; another object when they differ. */
    private Map<AddressAndPort, Treatment> wanted = Map.of();
    /** Those that may be in the kernel; where nothing else is left, the same object. */
    private Map<AddressAndPort, Treatment> present = Map.of();
    /** What the filter was told last; empty when it refused. */
    private Optional<Told> told = Optional.empty();

    /** @param dataPaths is told which ones there are */
    public DirectorKernel(IpvsProgrammer ipvs, PacketFilter filter, SyncDaemons daemons, DataPaths dataPaths) {
        this.dataPaths = dataPaths;
        this.ipvs = ipvs;
        this.filter = filter;
        this.daemons = daemons;
    }

    /** How packets of services pass, and who may tell of connections. */
    private record Told(Map<AddressAndPort, Treatment> services, Set<IpAddress> syncPeers) {}

    /** @param draining connections left, by name of a table that sends no new ones */
    record Outcome(IpvsReport report, Map<String, Long> draining) {}

    /**
     * Throws if IPVS as a whole cannot be used.
     *
     * @param complaints takes what else is not as wanted
     */
    Outcome carryOut(KernelOrder order, boolean look, List<String> complaints) {
        DesiredTables.Step step = desiredTables.of(effectiveTables.of(order.tables(), order.selections()));
        ipvs.want(step);
        if (step.exposed()) {
            wanted = treatments(step.desired());
        }
        Set<IpAddress> peers = order.sync().map(KernelOrder.Sync::peers).orElse(Set.of());
        tellFilter(new Told(union(wanted, present), peers), look, complaints);
        IpvsReport report = program(order, look);
        present = union(wanted, deferred(report));
        tellFilter(new Told(present, peers), false, complaints);
        complaints.addAll(daemons.reconcile(
                order.sync().map(sync -> new SyncGroup(sync.id().value(), sync.interfaceName()))));
        List<String> drainingTables = order.tables().stream()
                .filter(TablePlan::isDraining)
                .map(TablePlan::name)
                .toList();
        return new Outcome(report, ipvs.connections(step.desired(), drainingTables));
    }

    private IpvsReport program(KernelOrder order, boolean look) {
        boolean done = false;
        try {
            IpvsReport report = look ? ipvs.audit(order.lingering()) : ipvs.apply(order.lingering());
            dataPaths.programmed(desiredTables.dataPaths(
                    report.failures().stream().map(ServiceFailure::service).toList()));
            done = true;
            return report;
        } finally {
            if (!done) {
                dataPaths.programmed(Map.of());
            }
        }
    }

    /** Those of an earlier run are taken for what most are. */
    private Map<AddressAndPort, Treatment> deferred(IpvsReport report) {
        Map<AddressAndPort, Treatment> deferred = new HashMap<>();
        for (ServiceKey key : report.deferred()) {
            switch (key) {
                case AddressAndPort service ->
                    deferred.put(service, present.getOrDefault(service, Treatment.UNTRACKED));
                case ServiceKey.FirewallMark mark -> {}
            }
        }
        return deferred;
    }

    /** There may be thousands: the same object if nothing is added, so that comparing costs nothing. */
    private static Map<AddressAndPort, Treatment> union(
            Map<AddressAndPort, Treatment> wanted, Map<AddressAndPort, Treatment> others) {
        if (others.isEmpty() || others.equals(wanted) || wanted.keySet().containsAll(others.keySet())) {
            return wanted;
        }
        Map<AddressAndPort, Treatment> union = new HashMap<>(others);
        union.putAll(wanted);
        return Collections.unmodifiableMap(union);
    }

    private static Map<AddressAndPort, Treatment> treatments(DesiredTable desired) {
        Map<AddressAndPort, Treatment> treatments = new HashMap<>();
        for (ServiceKey key : desired.services().services().keySet()) {
            switch (key) {
                case AddressAndPort service -> treatments.put(service, treatment(desired, service));
                case ServiceKey.FirewallMark mark -> {}
            }
        }
        return Collections.unmodifiableMap(treatments);
    }

    private static Treatment treatment(DesiredTable desired, AddressAndPort service) {
        return Optional.ofNullable(desired.masqueraded().get(service))
                .map(source -> switch (source) {
                    case DIRECTOR -> Treatment.TRANSLATED;
                    case CLIENT -> Treatment.TRACKED;
                })
                .orElse(Treatment.UNTRACKED);
    }

    /** Reading the filter takes a process: while the services are the same it is done on a look alone. */
    private void tellFilter(Told wanted, boolean look, List<String> complaints) {
        if (!look && told.equals(Optional.of(wanted))) {
            return;
        }
        Optional<String> refusal = Attempt.refusalOf(() -> filter.reconcile(wanted.services(), wanted.syncPeers()));
        told = refusal.isEmpty() ? Optional.of(wanted) : Optional.empty();
        refusal.filter(complaint -> !complaints.contains(complaint)).ifPresent(complaints::add);
    }
}
