package io.ipvsoperator.operator.plan.report;

import io.ipvsoperator.operator.placement.Remedy;
import java.util.List;
import java.util.stream.Collectors;

/** What would make everything fit, one line for each kind. */
final class Remedies {
    private Remedies() {}

    /** Nothing when there is nothing to mend. */
    static String list(List<Remedy> remedies) {
        return remedies.isEmpty()
                ? ""
                : "What would make it fit, the smallest change of each kind:\n"
                        + remedies.stream()
                                .map(remedy -> "  " + remedy.describe() + "\n")
                                .collect(Collectors.joining());
    }
}
