package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Dimension;
import java.util.Arrays;

/** How many addresses a demand should be spread over. */
final class Recommendations {
    private Recommendations() {}

    /** One when nothing is known of the demand or of a capacity. */
    static int of(Amounts demand, ValidPool pool, PlacementMemory placements) {
        boolean known = Arrays.stream(Dimension.values())
                .filter(dimension -> demand.of(dimension).isPresent())
                .anyMatch(dimension -> pool.directors().stream()
                        .allMatch(director -> director.capacity().of(dimension).isPresent()));
        int tolerated = Math.min(pool.toleratedFailures(), pool.directors().size() - 1);
        return known ? placements.addresses(pool.name(), demand, pool.directors(), Math.max(0, tolerated)) : 1;
    }
}
