package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.agent.plan.TablePlan;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link DesiredTable} of each plan in turn and remembers what the tables of the last one became: there may be thousands,
 * and from one plan to the next few differ. Services of a table that is the same object are the same objects, too, so comparing
 * them costs nothing. Used by one thread.
 */
public final class DesiredTables {
    private IdentityHashMap<TablePlan, List<ForwardedService>> expanded = new IdentityHashMap<>();
    private List<TablePlan> tables = List.of();
    private DesiredTable last = DesiredTable.empty();

    public DesiredTable of(List<TablePlan> wanted) {
        if (wanted.equals(tables)) {
            return last;
        }
        IdentityHashMap<TablePlan, List<ForwardedService>> next = new IdentityHashMap<>(wanted.size());
        last = DesiredTable.of(wanted, table -> {
            @Nullable List<ForwardedService> known = expanded.get(table);
            List<ForwardedService> services = known == null ? DesiredTable.expand(table) : known;
            next.put(table, services);
            return services;
        });
        expanded = next;
        tables = wanted;
        return last;
    }
}
