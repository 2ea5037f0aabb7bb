package io.ipvsoperator.operator.placement;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What is to be placed on what. Names are unique; the order of the lists does not matter but for newcomers, which are admitted in
 * the order given.
 *
 * @param toleratedFailures how many directors may be lost at once without overload; those not available now count against it
 */
public record PlacementProblem(List<Director> directors, List<Unit> units, int toleratedFailures, Policy policy) {

    /** What becomes of a newcomer that does not fit. */
    public enum Policy {
        /** It is placed where it does least harm. */
        WARN,
        /** It is refused. What runs is never evicted. */
        ENFORCE
    }

    public PlacementProblem {
        directors =
                directors.stream().sorted(Comparator.comparing(Director::name)).toList();
        units = List.copyOf(units);
        requireUnique("director", directors, Director::name);
        requireUnique("unit", units, Unit::name);
        if (toleratedFailures < 0) {
            throw new IllegalArgumentException("toleratedFailures is " + toleratedFailures + " but must be at least 0");
        }
    }

    private static <T> void requireUnique(String kind, List<T> things, Function<T, String> name) {
        Set<String> seen = new HashSet<>();
        for (T thing : things) {
            if (!seen.add(name.apply(thing))) {
                throw new IllegalArgumentException(
                        kind + " " + name.apply(thing) + " is named twice but names must be unique");
            }
        }
    }
}
