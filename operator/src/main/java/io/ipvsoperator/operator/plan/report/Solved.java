package io.ipvsoperator.operator.plan.report;

import io.ipvsoperator.operator.placement.Defect;
import io.ipvsoperator.operator.placement.Defects;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Placer;
import io.ipvsoperator.operator.placement.Verdict;
import java.util.List;

/**
 * A problem, what is wrong with it, and its answer.
 *
 * @param defects what no placement can make good; the answer then is the best there is in spite of them
 */
public record Solved(PlacementProblem problem, List<Defect> defects, Placement placement) {
    public Solved {
        defects = List.copyOf(defects);
    }

    public static Solved of(PlacementProblem problem) {
        return of(problem, Placer.place(problem));
    }

    /** With an answer that somebody has already. */
    public static Solved of(PlacementProblem problem, Placement placement) {
        return new Solved(problem, Defects.of(problem), placement);
    }

    /** Nothing is wrong, refused or overloaded, as far as capacities are known. */
    public boolean feasible() {
        boolean fits = switch (placement.verdict()) {
            case Verdict.Fits ignored -> true;
            case Verdict.CapacityUnknown ignored -> true;
            case Verdict.Overloaded ignored -> false;
            case Verdict.NoDirector ignored -> problem.units().isEmpty();
        };
        return fits && defects.isEmpty() && placement.refused().isEmpty();
    }
}
