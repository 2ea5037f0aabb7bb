package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.agent.plan.HealthCheck;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.probe.DataPath;
import io.ipvsoperator.netlink.ipvs.AddressFamily;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.netlink.ipvs.ServiceFlag;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Services for health checks through the data path: one for each destination of a table that is checked so, by a firewall mark of its
 * own, so that a packet with the mark goes there and nowhere else, whatever virtual address and port it is to. Used by one thread.
 */
final class DataPathServices {
    /** Any scheduler would do: there is nothing to choose. */
    private static final String SCHEDULER = "rr";
    /** Half of the marks: so a free one is found soon. Whose destination gets none is not checked, and keeps its weight. */
    private static final int MOST_MARKS = CheckMarks.COUNT / 2;

    private final Map<DataPath, Long> marks = new HashMap<>();
    private final Set<Long> taken = new HashSet<>();

    /** None for a table that is not checked so. A destination that has a mark keeps it. */
    List<ForwardedService> of(TablePlan table) {
        List<ForwardedService> services = new ArrayList<>();
        for (TablePlan.Destination destination : destinations(table)) {
            DataPath path = new DataPath(table.name(), destination.address());
            if (marks.containsKey(path) || marks.size() < MOST_MARKS) {
                services.add(service(mark(path), destination));
            }
        }
        return services;
    }

    private static List<TablePlan.Destination> destinations(TablePlan table) {
        if (table.healthCheck().filter(HealthCheck::isByDataPath).isEmpty()) {
            return List.of();
        }
        return table.destinations().stream()
                .filter(destination -> !destination.isFallback())
                .filter(destination -> !table.addressesOf(AddressFamily.of(destination.address()))
                        .isEmpty())
                .toList();
    }

    private static ForwardedService service(long mark, TablePlan.Destination destination) {
        ServiceKey key = new ServiceKey.FirewallMark(AddressFamily.of(destination.address()), mark);
        // Without ONE_PACKET a datagram from a port that was used before would go where the earlier one went.
        return new ForwardedService(
                new IpvsService(key, SCHEDULER, Set.of(ServiceFlag.ONE_PACKET), Optional.empty(), Optional.empty()),
                List.of(destination.onAnyPort()));
    }

    private long mark(DataPath path) {
        return marks.computeIfAbsent(path, absent -> {
            // The same in every run, so that a restart finds what it wants; two that meet take the next in their order.
            int index = 31 * absent.table().hashCode() + absent.destination().hashCode();
            while (!taken.add(CheckMarks.of(index))) {
                index++;
            }
            return CheckMarks.of(index);
        });
    }

    /** Gives back what a table had that is gone, unless another of these has it. */
    void forget(Collection<TablePlan> gone, Collection<TablePlan> others) {
        Set<DataPath> kept = paths(others);
        paths(gone).stream().filter(path -> !kept.contains(path)).forEach(this::forget);
    }

    /** Gives back all but what these tables have. */
    void forgetAllBut(Collection<TablePlan> tables) {
        Set<DataPath> gone = new HashSet<>(marks.keySet());
        gone.removeAll(paths(tables));
        gone.forEach(this::forget);
    }

    private void forget(DataPath path) {
        @Nullable Long mark = marks.remove(path);
        if (mark != null) {
            taken.remove(mark);
        }
    }

    private static Set<DataPath> paths(Collection<TablePlan> tables) {
        Set<DataPath> paths = new HashSet<>();
        for (TablePlan table : tables) {
            destinations(table).forEach(destination -> paths.add(new DataPath(table.name(), destination.address())));
        }
        return paths;
    }

    /** Those whose services are none of these. */
    Map<DataPath, Long> marksBut(Collection<ServiceKey> failed) {
        if (marks.isEmpty()) {
            return Map.of();
        }
        Set<Long> without = new HashSet<>();
        for (ServiceKey key : failed) {
            switch (key) {
                case ServiceKey.FirewallMark check -> without.add(check.mark());
                case ServiceKey.AddressAndPort service -> {}
            }
        }
        Map<DataPath, Long> usable = new HashMap<>(marks);
        usable.values().removeAll(without);
        return usable;
    }
}
