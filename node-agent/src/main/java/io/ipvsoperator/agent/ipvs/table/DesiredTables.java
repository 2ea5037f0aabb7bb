package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.probe.DataPath;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link DesiredTable} of each plan in turn. There may be thousands of tables, and from one plan to the next few differ:
 * those alone are looked at, and told. Used by one thread.
 */
public final class DesiredTables {
    private final Map<ServiceKey, ForwardedService> services = new LinkedHashMap<>();
    private final Map<ServiceKey, String> owners = new HashMap<>();
    private final Map<ServiceKey, Exposure> exposures = new HashMap<>();
    private final Map<ServiceKey, Set<InetAddress>> undecided = new HashMap<>();
    private final Map<ServiceKey, Duration> slowStarts = new HashMap<>();
    private final DataPathServices dataPaths = new DataPathServices();
    private List<TablePlan> tables = List.of();
    private List<ServiceFailure> contested = List.of();

    /**
     * @param touched services that may be wanted otherwise than in the step before; empty: all may be
     * @param exposed whether other services are wanted than before, or one has another {@link Exposure}
     */
    public record Step(DesiredTable desired, Optional<Set<ServiceKey>> touched, boolean exposed) {
        /** As if nothing had been wanted before. */
        public static Step first(DesiredTable desired) {
            return new Step(desired, Optional.empty(), true);
        }
    }

    public Step of(List<TablePlan> wanted) {
        ReplacedTables replaced = ReplacedTables.between(tables, wanted);
        tables = wanted;
        if (replaced.isNothing()) {
            return new Step(desired(), Optional.of(Set.of()), false);
        }
        // Who has a contested service depends on the order of all tables.
        return contested.isEmpty() ? exchange(replaced) : anew();
    }

    private List<ForwardedService> expand(TablePlan table) {
        List<ForwardedService> all = new ArrayList<>(DesiredTable.expand(table));
        all.addAll(dataPaths.of(table));
        return all;
    }

    /**
     * The marks by which single destinations are reached, for health checks.
     *
     * @param failed services that the kernel does not have as they are wanted: their marks are left out
     */
    public Map<DataPath, Long> dataPaths(Collection<ServiceKey> failed) {
        return dataPaths.marksBut(failed);
    }

    private Step exchange(ReplacedTables replaced) {
        Map<ServiceKey, Exposure> before = new HashMap<>();
        replaced.removed()
                .forEach(table -> expand(table).forEach(service -> {
                    before.put(service.key(), exposures.getOrDefault(service.key(), Exposure.PLAIN));
                    remove(service.key());
                }));
        Map<ServiceKey, Exposure> after = new HashMap<>();
        for (TablePlan table : replaced.added()) {
            for (ForwardedService service : expand(table)) {
                if (owners.containsKey(service.key())) {
                    return anew();
                }
                add(table, service);
                after.put(service.key(), exposures.getOrDefault(service.key(), Exposure.PLAIN));
            }
        }
        dataPaths.forget(replaced.removed(), replaced.added());
        Set<ServiceKey> touched = new LinkedHashSet<>(before.keySet());
        touched.addAll(after.keySet());
        return new Step(desired(), Optional.of(touched), !before.equals(after));
    }

    private Step anew() {
        Map<ServiceKey, ForwardedService> known = new HashMap<>(services);
        List<ServiceKey> all = List.copyOf(services.keySet());
        all.forEach(this::remove);
        List<ServiceFailure> lost = new ArrayList<>();
        for (TablePlan table : tables) {
            for (ForwardedService service : expand(table)) {
                @Nullable String holder = owners.get(service.key());
                if (holder == null) {
                    // The same object where nothing differs: comparing it costs nothing then.
                    @Nullable ForwardedService same = known.get(service.key());
                    add(table, same != null && service.equals(same) ? same : service);
                } else {
                    lost.add(contestedBy(holder, table, service.key()));
                }
            }
        }
        contested = lost;
        dataPaths.forgetAllBut(tables);
        return Step.first(desired());
    }

    private static ServiceFailure contestedBy(String holder, TablePlan table, ServiceKey key) {
        return new ServiceFailure(
                table.name(),
                key,
                "table %s holds the same address and port; give one of the two another port".formatted(holder));
    }

    private void add(TablePlan table, ForwardedService service) {
        services.put(service.key(), service);
        owners.put(service.key(), table.name());
        switch (service.key()) {
            case ServiceKey.AddressAndPort key -> addTerms(table, key);
            case ServiceKey.FirewallMark check -> {}
        }
    }

    /** What befalls clients' connections and no check. */
    private void addTerms(TablePlan table, ServiceKey key) {
        Exposure exposure = Exposure.of(table);
        if (!exposure.equals(Exposure.PLAIN)) {
            exposures.put(key, exposure);
        }
        table.slowStart().ifPresent(duration -> slowStarts.put(key, duration));
        if (!table.undecided().isEmpty()) {
            undecided.put(key, table.undecided());
        }
    }

    private void remove(ServiceKey key) {
        services.remove(key);
        owners.remove(key);
        exposures.remove(key);
        undecided.remove(key);
        slowStarts.remove(key);
    }

    private DesiredTable desired() {
        return new DesiredTable(new IpvsTable(services), owners, exposures, contested, undecided, slowStarts);
    }
}
