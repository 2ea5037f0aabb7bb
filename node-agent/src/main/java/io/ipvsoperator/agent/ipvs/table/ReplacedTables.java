package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.agent.plan.TablePlan;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What differs between two lists of tables. The parser keeps what it has read, so a table that did not change is the same object. */
record ReplacedTables(List<TablePlan> removed, List<TablePlan> added) {

    static ReplacedTables between(List<TablePlan> before, List<TablePlan> after) {
        int shorter = Math.min(before.size(), after.size());
        int head = 0;
        while (head < shorter && same(before.get(head), after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && same(before.get(before.size() - 1 - tail), after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<TablePlan> gone = before.subList(head, before.size() - tail);
        List<TablePlan> come = after.subList(head, after.size() - tail);
        return new ReplacedTables(without(gone, come), without(come, gone));
    }

    boolean isNothing() {
        return removed.isEmpty() && added.isEmpty();
    }

    /** Of thousands: to compare what they say would cost more than to look at one too many. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean same(TablePlan one, TablePlan other) {
        return one == other;
    }

    private static List<TablePlan> without(List<TablePlan> tables, List<TablePlan> others) {
        Set<TablePlan> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(others);
        return tables.stream().filter(table -> !known.contains(table)).toList();
    }
}
