package io.ipvsoperator.operator.placement.benchmark;

import io.ipvsoperator.operator.placement.Dimension;
import io.ipvsoperator.operator.placement.PlacementProblem;
import java.util.List;

/** The highest share after any loss, reckoned plainly. */
final class WorstCase {
    private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());

    private final PlacementProblem problem;
    private final List<List<Integer>> orders;

    /** @param orders of each unit the places of the directors by rank */
    WorstCase(PlacementProblem problem, List<List<Integer>> orders) {
        this.problem = problem;
        this.orders = orders;
    }

    double share() {
        double worst = 0;
        for (int lost = 0; lost < 1 << problem.directors().size(); lost++) {
            if (Integer.bitCount(lost) == problem.toleratedFailures()) {
                worst = Math.max(worst, shareAfterLosing(lost));
            }
        }
        return worst;
    }

    private double shareAfterLosing(int lost) {
        double[][] loads = new double[problem.directors().size()][DIMENSIONS.size()];
        for (int unit = 0; unit < orders.size(); unit++) {
            int survivor = survivor(orders.get(unit), lost);
            for (int column = 0; column < DIMENSIONS.size(); column++) {
                loads[survivor][column] += problem.units()
                        .get(unit)
                        .demand()
                        .of(DIMENSIONS.get(column))
                        .orElse(0);
            }
        }
        double highest = 0;
        for (int director = 0; director < loads.length; director++) {
            for (int column = 0; column < DIMENSIONS.size(); column++) {
                long capacity = problem.directors()
                        .get(director)
                        .capacity()
                        .of(DIMENSIONS.get(column))
                        .orElse(Long.MAX_VALUE);
                highest = Math.max(highest, loads[director][column] / capacity);
            }
        }
        return highest;
    }

    private static int survivor(List<Integer> order, int lost) {
        for (int director : order) {
            if ((lost >> director & 1) == 0) {
                return director;
            }
        }
        throw new IllegalStateException("all of " + order + " are lost");
    }
}
