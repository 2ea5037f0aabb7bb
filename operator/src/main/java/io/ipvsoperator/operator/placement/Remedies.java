package io.ipvsoperator.operator.placement;

import java.util.List;

/** What would help a problem in which something does not fit. */
final class Remedies {
    private Remedies() {}

    static List<Remedy> of(PlacementProblem problem, List<Unit> units) {
        return List.of();
    }
}
