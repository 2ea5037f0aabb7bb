package io.ipvsoperator.operator.plan.report;

import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import java.util.List;

/** What each director carries, in normal times and after the worst loss, against what it can. */
final class DirectorTable {
    private DirectorTable() {}

    static String of(PlacementProblem problem, Placement placement, Bars bars) {
        Table table = new Table(List.of("DIRECTOR", "CAPACITY", "SERVES", "NORMAL", "AT WORST", ""), 1, 2, 3, 4);
        for (DirectorRow row : DirectorRow.of(problem, placement)) {
            table.row(
                    row.director().name(),
                    row.capacityText(),
                    row.load().map(load -> String.valueOf(load.active())).orElse("-"),
                    row.normalText(),
                    row.worstText(),
                    bar(row, bars));
        }
        return table.text() + bars.legend();
    }

    private static String bar(DirectorRow row, Bars bars) {
        if (!row.director().available()) {
            return Names.of(row.director().availability());
        }
        return row.dimension().isEmpty() || row.capacityKnown()
                ? bars.bar(row.normal(), row.worst())
                : "no share: the capacity is unknown";
    }
}
