package io.ipvsoperator.agent.backend;

import io.ipvsoperator.agent.plan.TablePlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes of each plan's tables in turn those with the weights that the health checks leave them. A table of which nothing changed
 * is the same object again: those that follow look at what differs alone. Used by one thread.
 */
public final class EffectiveTables {
    private Map<String, Weighed> latest = Map.of();

    private record Weighed(TablePlan planned, Selection selection, TablePlan effective) {
        /** The parser keeps what it has read: to compare what thousands of tables say would cost more than to weigh one anew. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(TablePlan table, Selection current) {
            return planned == table && selection.equals(current);
        }
    }

    /** @param selections by name of the table; of one that is missing all destinations are undecided */
    public List<TablePlan> of(List<TablePlan> plan, Map<String, Selection> selections) {
        List<TablePlan> tables = new ArrayList<>(plan.size());
        Map<String, Weighed> weighed = new HashMap<>();
        for (TablePlan table : plan) {
            if (table.healthCheck().isEmpty()) {
                tables.add(table);
            } else {
                Weighed now = weigh(table, Selection.of(table, selections));
                weighed.put(table.name(), now);
                tables.add(now.effective());
            }
        }
        latest = weighed;
        return tables;
    }

    private Weighed weigh(TablePlan table, Selection selection) {
        @Nullable Weighed before = latest.get(table.name());
        return before != null && before.isOf(table, selection)
                ? before
                : new Weighed(table, selection, selection.appliedTo(table));
    }
}
