package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.ipvs.table.Change;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.ForwardedService;
import io.ipvsoperator.agent.ipvs.table.IpvsTable;
import io.ipvsoperator.agent.ipvs.table.ServiceFailure;
import io.ipvsoperator.agent.ipvs.table.TableDifference;
import io.ipvsoperator.agent.kernel.KernelModules;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.netlink.NetlinkException;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the kernel's IPVS table what the plan wants, with the fewest writes, and never touches a service of others. Keeps in mind
 * what the kernel holds, so that a change costs its own messages and no dump. Used by one thread.
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
    /** What the kernel holds; nothing before the first look and after a failure. */
    private Optional<IpvsTable> known = Optional.empty();

    private long mended;

    /** @param record of the services that this agent has created */
    public IpvsProgrammer(GenericNetlinkFamily ipvs, KernelModules modules, BootRecord record) {
        this.kernel = new IpvsKernel(ipvs);
        this.audit = new Audit(kernel);
        this.modules = modules;
        this.created = new CreatedServices(record);
    }

    /**
     * To be called when the plan or the held addresses change.
     *
     * @param held addresses that are on an interface of this host now
     */
    public IpvsReport apply(DesiredTable desired, Set<InetAddress> held) {
        IpvsTable table = known.orElseGet(this::firstLook);
        known = Optional.empty();
        return program(desired, table, held);
    }

    /** To be called every few seconds: finds and mends what others have changed. */
    public IpvsReport audit(DesiredTable desired, Set<InetAddress> held) {
        IpvsTable before = known.orElseGet(this::firstLook);
        known = Optional.empty();
        IpvsTable seen = audit.nextSlice(before);
        for (ServiceKey drifted : Audit.drifted(before, seen, created.all())) {
            LOG.atWarn().addKeyValue("service", drifted).log("IPVS service was changed by somebody else");
            mended++;
        }
        return program(desired, seen, held).counting(audit.countersOf(created.all()));
    }

    /** Connections that the services of these tables still have, by table. */
    public Map<String, Long> connections(DesiredTable desired, Collection<String> tables) {
        Map<String, Long> connections = new LinkedHashMap<>();
        for (String table : tables) {
            List<ServiceKey> services = desired.servicesOf(List.of(table));
            connections.put(
                    table, services.stream().mapToLong(kernel::connections).sum());
        }
        return connections;
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

    private IpvsReport program(DesiredTable desired, IpvsTable table, Set<InetAddress> held) {
        IpvsTable current = table;
        TableDifference difference = difference(desired, current, held);
        Written written = new Written(current, List.of(), Set.of());
        for (int round = 0; round < ROUNDS && !difference.changes().isEmpty(); round++) {
            written = write(difference.changes(), current, desired);
            current = written.table();
            if (written.surprises().isEmpty()) {
                break;
            }
            current = audit.looking(current, written.surprises());
            difference = difference(desired, current, held);
        }
        IpvsTable last = current;
        created.retain(key -> last.services().containsKey(key)
                || desired.services().services().containsKey(key));
        known = Optional.of(current);
        return report(current, difference, written, desired);
    }

    private TableDifference difference(DesiredTable desired, IpvsTable table, Set<InetAddress> held) {
        TableDifference difference = TableDifference.between(desired, table, created.all(), held);
        created.add(difference.adopted());
        return difference;
    }

    private Written write(List<Change> changes, IpvsTable table, DesiredTable desired) {
        created.add(changes.stream()
                .filter(Change.AddService.class::isInstance)
                .map(Change::service)
                .toList());
        Written written = Written.of(table, changes, kernel.make(changes), desired);
        LOG.atInfo()
                .addKeyValue("changes", changes.size())
                .addKeyValue("failures", written.failures().size())
                .log("IPVS table written");
        return written;
    }

    private IpvsReport report(IpvsTable table, TableDifference difference, Written written, DesiredTable desired) {
        List<ServiceFailure> failures = new ArrayList<>(difference.failures());
        failures.addAll(written.failures());
        written.surprises().stream()
                .filter(key -> !isAsWanted(key, table, desired))
                .forEach(key -> failures.add(new ServiceFailure(
                        desired.ownerOf(key).orElse(""),
                        key,
                        "another program changes it while this agent writes it; stop that program on the node")));
        int services = 0;
        int destinations = 0;
        for (ServiceKey key : created.all()) {
            @Nullable ForwardedService ours = table.services().get(key);
            services += ours == null ? 0 : 1;
            destinations += ours == null ? 0 : ours.destinations().size();
        }
        return new IpvsReport(
                services,
                destinations,
                failures,
                difference.foreign(),
                difference.deferred(),
                mended,
                Optional.empty());
    }

    private static boolean isAsWanted(ServiceKey key, IpvsTable table, DesiredTable desired) {
        return Optional.ofNullable(table.services().get(key))
                .equals(Optional.ofNullable(desired.services().services().get(key)));
    }
}
