package io.ipvsoperator.operator.placement;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a problem as a whole. The placer takes such a problem and does what it can; people should be told first. */
public final class Defects {
    private Defects() {}

    public static List<Defect> of(PlacementProblem problem) {
        List<Defect> defects = new ArrayList<>();
        tooManyLosses(problem, defects);
        return defects;
    }

    private static void tooManyLosses(PlacementProblem problem, List<Defect> defects) {
        int directors = problem.directors().size();
        int tolerated = problem.toleratedFailures();
        if (tolerated >= directors) {
            int missing = tolerated + 1 - directors;
            defects.add(new Defect(
                    "toleratedFailures is " + tolerated + " but there are " + directors
                            + " directors, and one has to survive",
                    List.of(
                            missing == 1 ? "one more director" : missing + " more directors",
                            directors == 0
                                    ? "no smaller toleratedFailures helps: there is no director"
                                    : "toleratedFailures of " + (directors - 1))));
        }
    }
}
