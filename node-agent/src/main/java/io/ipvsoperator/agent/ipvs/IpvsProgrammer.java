package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.ipvs.table.Change;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.DesiredTables;
import io.ipvsoperator.agent.ipvs.table.ForwardedService;
import io.ipvsoperator.agent.ipvs.table.IpvsTable;
import io.ipvsoperator.agent.ipvs.table.ServiceFailure;
import io.ipvsoperator.agent.ipvs.table.SlowStarts;
import io.ipvsoperator.agent.ipvs.table.TableDifference;
import io.ipvsoperator.agent.kernel.KernelModules;
import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.netlink.NetlinkException;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.Statistics;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import io.ipvsoperator.time.MonotonicInstant;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the kernel's IPVS table what the plan wants, with the fewest writes, and never touches a service of others. Keeps in mind
 * what the kernel holds and compares only what may differ, so that a change costs its own messages, however large the table is.
 * Used by one thread.
 *
 * <p>Failures of single services stand in the report. An exception means that IPVS as a whole cannot be used now; the next call
 * looks at the kernel anew.
 */
public final class IpvsProgrammer {
    private static final Logger LOG = LoggerFactory.getLogger(IpvsProgrammer.class);
    private static final String MODULE = "ip_vs";
    /** Who writes at the same time is met by looking again; who writes all the time is reported. */
    private static final int ROUNDS = 3;

    private final IpvsKernel kernel;
    private final Audit audit;
    private final KernelModules modules;
    private final CreatedServices created;
    private final MonotonicClock clock;
    private final SlowStarts slowStarts = new SlowStarts();
    private final Scope scope = new Scope();
    private DesiredTable desired = DesiredTable.empty();
    /** What the kernel holds; nothing before the first look and after a failure. */
    private Optional<KnownTable> known = Optional.empty();

    private Tally tally = Tally.NONE;
    private long mended;

    /** One for which time passes as it does for this process. */
    public IpvsProgrammer(GenericNetlinkFamily ipvs, KernelModules modules, BootRecord record) {
        this(ipvs, modules, record, () -> new MonotonicInstant(System.nanoTime()));
    }

    /**
     * @param record of the services that this agent has created
     * @param clock tells how far weights have come that rise slowly
     */
    public IpvsProgrammer(GenericNetlinkFamily ipvs, KernelModules modules, BootRecord record, MonotonicClock clock) {
        this.clock = clock;
        this.kernel = new IpvsKernel(ipvs);
        this.audit = new Audit(kernel);
        this.modules = modules;
        this.created = new CreatedServices(record);
    }

    /** Says what is wanted from now on; {@link #apply(Set)} does it. Every step must be told, in their order. */
    public void want(DesiredTables.Step step) {
        desired = step.desired();
        step.touched().ifPresentOrElse(scope::add, scope::addAll);
    }

    /** Wants this and applies it. */
    public IpvsReport apply(DesiredTable wanted, Set<InetAddress> held) {
        want(DesiredTables.Step.first(wanted));
        return apply(held);
    }

    /** Wants this and looks at the kernel. */
    public IpvsReport audit(DesiredTable wanted, Set<InetAddress> held) {
        want(DesiredTables.Step.first(wanted));
        return audit(held);
    }

    /**
     * To be called when what is wanted or the held addresses change.
     *
     * @param held addresses that are on an interface of this host now
     */
    public IpvsReport apply(Set<InetAddress> held) {
        return program(takeKnown(), held);
    }

    /** To be called every few seconds: finds and mends what others have changed. */
    public IpvsReport audit(Set<InetAddress> held) {
        KnownTable table = takeKnown();
        Audit.Seen seen = audit.nextSlice(table);
        takeNote(seen.differing(), table);
        return program(table, held).counting(ofOurs(seen.counters()));
    }

    private void takeNote(Map<ServiceKey, Optional<ForwardedService>> differing, KnownTable table) {
        Set<ServiceKey> keys = differing.keySet();
        Tally before = Tally.of(keys, created.all(), table);
        differing.forEach((key, now) -> {
            if (created.all().contains(key) && table.get(key) != null) {
                LOG.atWarn().addKeyValue("service", key).log("IPVS service was changed by somebody else");
                mended++;
            }
            table.put(key, now);
        });
        tally = tally.with(Tally.of(keys, created.all(), table), before);
        scope.add(keys);
    }

    private Map<ServiceKey, Statistics> ofOurs(Map<ServiceKey, Statistics> counters) {
        Map<ServiceKey, Statistics> ours = new HashMap<>(counters);
        ours.keySet().retainAll(created.all());
        return ours;
    }

    /** Connections that the services of these tables still have, by table. What UDP leaves has no end to wait for, and what checks leave is nobody's. */
    public Map<String, Long> connections(DesiredTable wanted, Collection<String> tables) {
        Map<String, Long> connections = new LinkedHashMap<>();
        for (String table : tables) {
            List<ServiceKey> services = wanted.servicesOf(List.of(table));
            connections.put(
                    table,
                    services.stream()
                            .filter(IpvsProgrammer::hasConnectionsOfClients)
                            .mapToLong(kernel::connections)
                            .sum());
        }
        return connections;
    }

    private static boolean hasConnectionsOfClients(ServiceKey key) {
        return switch (key) {
            case ServiceKey.AddressAndPort service -> service.protocol() != TransportProtocol.UDP;
            case ServiceKey.FirewallMark check -> false;
        };
    }

    /** The family is there once its module is; the kernel loads it when asked, unless it was told not to. */
    private IpvsTable firstLook() {
        try {
            return audit.everything();
        } catch (NetlinkException e) {
            if (!e.isNoSuch()) {
                throw e;
            }
            modules.load(MODULE);
            return audit.everything();
        }
    }

    /** Until all is done nothing is known: an exception on the way leaves it so. */
    private KnownTable takeKnown() {
        if (known.isEmpty()) {
            scope.addAll();
        }
        KnownTable table = known.orElseGet(() -> new KnownTable(firstLook()));
        known = Optional.empty();
        return table;
    }

    private IpvsReport program(KnownTable table, Set<InetAddress> held) {
        scope.add(slowStarts.services());
        Set<ServiceKey> among = scope.of(desired, table, created.all());
        Tally before = scope.isWhole() ? tally : Tally.of(among, created.all(), table);
        IpvsTable current = table.part(among);
        DesiredTable due = due(current, among);
        TableDifference difference = difference(due, current, held, among);
        Written written = new Written(current, List.of(), Set.of());
        for (int round = 0; round < ROUNDS && !difference.changes().isEmpty(); round++) {
            written = write(due, difference.changes(), current);
            current = written.table();
            if (written.surprises().isEmpty()) {
                break;
            }
            current = audit.looking(current, written.surprises());
            due = due(current, among);
            difference = difference(due, current, held, among);
        }
        table.replace(among, current, due);
        forgetGone(among, table);
        tally = tally.with(Tally.of(among, created.all(), table), before);
        IpvsReport report = report(due, current, difference, written);
        scope.settle(report, written.surprises());
        known = Optional.of(table);
        return report;
    }

    /** What is wanted of that part of the kernel at this moment. */
    private DesiredTable due(IpvsTable part, Set<ServiceKey> among) {
        desired = desired.settledWith(part);
        return desired.risingIn(part, among, slowStarts, clock.now());
    }

    private TableDifference difference(DesiredTable due, IpvsTable part, Set<InetAddress> held, Set<ServiceKey> among) {
        TableDifference difference = TableDifference.between(due, part, created.all(), held, among);
        created.add(difference.adopted());
        return difference;
    }

    private Written write(DesiredTable due, List<Change> changes, IpvsTable part) {
        created.add(changes.stream()
                .filter(Change.AddService.class::isInstance)
                .map(Change::service)
                .toList());
        Written written = Written.of(part, changes, kernel.make(changes), due);
        LOG.atInfo()
                .addKeyValue("changes", changes.size())
                .addKeyValue("failures", written.failures().size())
                .log("IPVS table written");
        return written;
    }

    private void forgetGone(Set<ServiceKey> among, KnownTable table) {
        created.remove(among.stream()
                .filter(key -> table.get(key) == null && desired.service(key).isEmpty())
                .toList());
    }

    private IpvsReport report(DesiredTable due, IpvsTable part, TableDifference difference, Written written) {
        List<ServiceFailure> failures = new ArrayList<>(difference.failures());
        failures.addAll(written.failures());
        written.surprises().stream()
                .filter(key -> !isAsWanted(due, key, part))
                .forEach(key -> failures.add(new ServiceFailure(
                        desired.ownerOf(key).orElse(""),
                        key,
                        "another program changes it while this agent writes it; stop that program on the node")));
        return new IpvsReport(
                tally.services(),
                tally.destinations(),
                failures,
                difference.foreign(),
                difference.deferred(),
                mended,
                Optional.empty());
    }

    private boolean isAsWanted(DesiredTable due, ServiceKey key, IpvsTable part) {
        return Optional.ofNullable(part.services().get(key)).equals(due.service(key));
    }
}
