package io.ipvsoperator.agent.backend;

import io.ipvsoperator.agent.plan.HealthCheck;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.probe.PeriodicProbe;
import io.ipvsoperator.agent.probe.Timetable;
import io.ipvsoperator.time.MonotonicInstant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables that have a health check, and what is asked for them. Time is an argument; used by one thread. */
final class CheckedTables {
    private final Map<String, CheckedTable> tables = new HashMap<>();

    /** What is to be asked for these tables. */
    static List<PeriodicProbe<BackendName>> probes(List<TablePlan> plan, Stagger stagger) {
        List<PeriodicProbe<BackendName>> probes = new ArrayList<>();
        for (TablePlan table : plan) {
            table.healthCheck().ifPresent(check -> {
                List<String> owners = List.of(check.namespace(), table.name());
                table.destinations().stream()
                        .filter(destination -> !destination.isFallback())
                        .forEach(destination -> probes.add(probe(table, check, destination, owners, stagger)));
            });
        }
        return probes;
    }

    private static PeriodicProbe<BackendName> probe(
            TablePlan table,
            HealthCheck check,
            TablePlan.Destination destination,
            List<String> owners,
            Stagger stagger) {
        BackendName name = new BackendName(table.name(), destination.address());
        return new PeriodicProbe<>(
                name,
                check.of(table, destination),
                check.cadence(),
                stagger.of(name, check.cadence().interval()),
                owners);
    }

    /** From now on these are the tables. */
    void want(List<TablePlan> plan, MonotonicInstant now, Instant wall) {
        Set<String> wanted = new HashSet<>();
        for (TablePlan table : plan) {
            table.healthCheck().ifPresent(check -> {
                wanted.add(table.name());
                tables.computeIfAbsent(table.name(), absent -> new CheckedTable(check))
                        .want(check, CheckedTable.Roles.of(table), now, wall);
            });
        }
        tables.keySet().retainAll(wanted);
    }

    void changed(Timetable.Change<BackendName> change, MonotonicInstant now, Instant wall) {
        @Nullable CheckedTable table = tables.get(change.name().table());
        if (table != null) {
            table.changed(
                    change.name().address(), change.after(), change.error().orElse(""), now, wall);
        }
    }

    HealthReport report() {
        Map<String, TableHealth> health = new TreeMap<>();
        tables.forEach((name, table) -> health.put(name, table.health()));
        return new HealthReport(health);
    }
}
