package io.ipvsoperator.operator.placement;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What is to be placed on what. Names are unique; the order of the lists does not matter but for newcomers, which are admitted in
 * the order given. {@link Defects} tells what is wrong with it taken as a whole.
 *
 * @param toleratedFailures how many directors may be lost at once without overload, from 0 to 3; those not available now count
 *     against it
 * @param spread groups of which no director is active for more than their count divided by the available directors, rounded up
 */
public record PlacementProblem(
        List<Director> directors,
        List<Unit> units,
        int toleratedFailures,
        Policy policy,
        Mode mode,
        IdentifierBudget identifiers,
        Set<String> spread) {
    public static final int MOST_TOLERATED_FAILURES = 3;

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
        spread = Set.copyOf(spread);
        requireUnique("director", directors, Director::name);
        requireUnique("unit", units, Unit::name);
        if (toleratedFailures < 0 || toleratedFailures > MOST_TOLERATED_FAILURES) {
            throw new IllegalArgumentException(
                    "toleratedFailures is " + toleratedFailures + " but must be from 0 to " + MOST_TOLERATED_FAILURES);
        }
    }

    /** Keeps what runs, without a limit of identifiers. */
    public PlacementProblem(List<Director> directors, List<Unit> units, int toleratedFailures, Policy policy) {
        this(directors, units, toleratedFailures, policy, new Mode.Keep(), IdentifierBudget.UNLIMITED, Set.of());
    }

    public PlacementProblem withDirectors(List<Director> others) {
        return new PlacementProblem(others, units, toleratedFailures, policy, mode, identifiers, spread);
    }

    public PlacementProblem withUnits(List<Unit> others) {
        return new PlacementProblem(directors, others, toleratedFailures, policy, mode, identifiers, spread);
    }

    public PlacementProblem tolerating(int failures) {
        return new PlacementProblem(directors, units, failures, policy, mode, identifiers, spread);
    }

    public PlacementProblem with(Policy other) {
        return new PlacementProblem(directors, units, toleratedFailures, other, mode, identifiers, spread);
    }

    public PlacementProblem with(Mode other) {
        return new PlacementProblem(directors, units, toleratedFailures, policy, other, identifiers, spread);
    }

    public PlacementProblem with(IdentifierBudget other) {
        return new PlacementProblem(directors, units, toleratedFailures, policy, mode, other, spread);
    }

    public PlacementProblem spreading(Set<String> groups) {
        return new PlacementProblem(directors, units, toleratedFailures, policy, mode, identifiers, groups);
    }

    private static <T> void requireUnique(String kind, List<T> things, Function<T, String> name) {
        Set<String> seen = HashSet.newHashSet(things.size());
        for (T thing : things) {
            if (!seen.add(name.apply(thing))) {
                throw new IllegalArgumentException(
                        kind + " " + name.apply(thing) + " is named twice but names must be unique");
            }
        }
    }
}
