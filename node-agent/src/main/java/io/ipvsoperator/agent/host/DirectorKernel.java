package io.ipvsoperator.agent.host;

import io.ipvsoperator.agent.backend.EffectiveTables;
import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.filter.PacketFilter;
import io.ipvsoperator.agent.filter.Passage;
import io.ipvsoperator.agent.filter.Treatment;
import io.ipvsoperator.agent.ipvs.IpvsProgrammer;
import io.ipvsoperator.agent.ipvs.IpvsReport;
import io.ipvsoperator.agent.ipvs.sync.SyncDaemons;
import io.ipvsoperator.agent.ipvs.sync.SyncGroup;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.DesiredTables;
import io.ipvsoperator.agent.ipvs.table.Exposure;
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
    /** How most pass. */
    private static final Passage OPEN = Passage.of(Treatment.UNTRACKED);

    private final IpvsProgrammer ipvs;
    private final PacketFilter filter;
    private final SyncDaemons daemons;
    private final DataPaths dataPaths;
    private final EffectiveTables effectiveTables = new EffectiveTables();
    private final DesiredTables desiredTables = new DesiredTables();
    /** Those that are wanted; another object when they differ. */
    private Map<AddressAndPort, Passage> wanted = Map.of();
    /** Those that may be in the kernel; where nothing else is left, the same object. */
    private Map<AddressAndPort, Passage> present = Map.of();
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
    private record Told(Map<AddressAndPort, Passage> services, Set<IpAddress> syncPeers) {}

    /** @param draining connections left, by name of a table that sends no new ones */
    record Outcome(IpvsReport report, Map<String, Long> draining) {}

    /**
     * Throws if IPVS as a whole cannot be used.
     *
     * @param complaints takes what else is not as wanted
     */
    Outcome carryOut(KernelOrder order, boolean look, List<String> complaints) {
        List<TablePlan> tables = effectiveTables.of(order.tables(), order.selections());
        DesiredTable desired = want(tables);
        Set<IpAddress> peers = order.sync().map(KernelOrder.Sync::peers).orElse(Set.of());
        Optional<String> refusal = tellFilter(new Told(union(wanted, present), peers), look, complaints);
        UnguardedServices unguarded = refusal.map(text -> UnguardedServices.of(desired, filter::admitted, text))
                .orElse(UnguardedServices.NONE);
        if (!unguarded.restsNowhere()) {
            want(unguarded.atRest(tables));
        }
        // Until the kernel says otherwise, in case it says nothing.
        present = union(wanted, present);
        IpvsReport report = program(order, look).failing(unguarded.failures());
        present = union(wanted, deferred(report));
        if (refusal.isEmpty()) {
            tellFilter(new Told(present, peers), false, complaints);
        }
        complaints.addAll(daemons.reconcile(
                order.sync().map(sync -> new SyncGroup(sync.id().value(), sync.interfaceName()))));
        return new Outcome(report, ipvs.connections(desired, draining(order)));
    }

    private static List<String> draining(KernelOrder order) {
        return order.tables().stream()
                .filter(TablePlan::isDraining)
                .map(TablePlan::name)
                .toList();
    }

    private DesiredTable want(List<TablePlan> tables) {
        DesiredTables.Step step = desiredTables.of(tables);
        ipvs.want(step);
        if (step.exposed()) {
            wanted = passages(step.desired());
        }
        return step.desired();
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
    private Map<AddressAndPort, Passage> deferred(IpvsReport report) {
        Map<AddressAndPort, Passage> deferred = new HashMap<>();
        for (ServiceKey key : report.deferred()) {
            switch (key) {
                case AddressAndPort service -> deferred.put(service, present.getOrDefault(service, OPEN));
                case ServiceKey.FirewallMark mark -> {}
            }
        }
        return deferred;
    }

    /** There may be thousands: the same object if nothing is added, so that comparing costs nothing. */
    private static Map<AddressAndPort, Passage> union(
            Map<AddressAndPort, Passage> wanted, Map<AddressAndPort, Passage> others) {
        if (others.isEmpty() || others.equals(wanted) || wanted.keySet().containsAll(others.keySet())) {
            return wanted;
        }
        Map<AddressAndPort, Passage> union = new HashMap<>(others);
        union.putAll(wanted);
        return Collections.unmodifiableMap(union);
    }

    private static Map<AddressAndPort, Passage> passages(DesiredTable desired) {
        Map<AddressAndPort, Passage> passages = new HashMap<>();
        for (ServiceKey key : desired.services().services().keySet()) {
            switch (key) {
                case AddressAndPort service -> passages.put(service, passage(desired.exposure(service)));
                case ServiceKey.FirewallMark mark -> {}
            }
        }
        return Collections.unmodifiableMap(passages);
    }

    private static Passage passage(Exposure exposure) {
        if (exposure.equals(Exposure.PLAIN)) {
            return OPEN;
        }
        Treatment treatment = exposure.masqueraded()
                .map(source -> switch (source) {
                    case DIRECTOR -> Treatment.TRANSLATED;
                    case CLIENT -> Treatment.TRACKED;
                })
                .orElse(Treatment.UNTRACKED);
        return new Passage(treatment, exposure.sourceRanges());
    }

    /**
     * Reading the filter takes a process: while the services are the same it is done on a look alone.
     *
     * @return why it was refused, if so
     */
    private Optional<String> tellFilter(Told wanted, boolean look, List<String> complaints) {
        if (!look && told.equals(Optional.of(wanted))) {
            return Optional.empty();
        }
        Optional<String> refusal = Attempt.refusalOf(() -> filter.reconcile(wanted.services(), wanted.syncPeers()));
        told = refusal.isEmpty() ? Optional.of(wanted) : Optional.empty();
        refusal.filter(complaint -> !complaints.contains(complaint)).ifPresent(complaints::add);
        return refusal;
    }
}
