package io.ipvsoperator.operator.placement;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** What would help where a director was given a capacity that is none. */
public final class MissingCapacity {
    private static final int MOST_UNITS = 256;

    private final PlacementProblem problem;
    private final String director;

    private MissingCapacity(PlacementProblem problem, String director) {
        this.problem = problem;
        this.director = director;
    }

    /**
     * The smallest capacity with which everything fits, and whether it does without the director, in words. Nothing of very many
     * units, or without demand.
     *
     * @param director a director of the problem, whatever its capacity is there
     */
    public static List<String> remedies(PlacementProblem problem, String director) {
        MissingCapacity missing = new MissingCapacity(problem, director);
        return Arrays.stream(Dimension.values())
                .filter(dimension -> problem.units().size() <= MOST_UNITS && missing.total(dimension) > 0)
                .findFirst()
                .map(dimension -> List.of(missing.capacity(dimension), missing.withoutIt()))
                .orElse(List.of());
    }

    private long total(Dimension dimension) {
        return problem.units().stream()
                .mapToLong(unit -> unit.demand().of(dimension).orElse(0))
                .sum();
    }

    private String capacity(Dimension dimension) {
        long total = total(dimension);
        OptionalInt percent = Fitting.smallest(
                1, 100, part -> Fitting.fits(with(dimension, Math.ceilDiv(Math.multiplyExact(total, part), 100))));
        if (percent.isEmpty()) {
            return "no capacity of " + director + " is enough to make everything fit";
        }
        long enough = Math.ceilDiv(Math.multiplyExact(total, percent.getAsInt()), 100);
        long least = Fitting.lowered(enough, 1, to -> Fitting.loadOn(director, dimension, with(dimension, to)));
        return dimension.describeAtLeast(least) + " on " + director + " is enough";
    }

    private PlacementProblem with(Dimension dimension, long amount) {
        return problem.withDirectors(problem.directors().stream()
                .map(other -> other.name().equals(director)
                        ? new Director(
                                director, Amounts.UNKNOWN.with(dimension, amount), Director.Availability.AVAILABLE)
                        : other)
                .toList());
    }

    private String withoutIt() {
        PlacementProblem others = problem.withDirectors(problem.directors().stream()
                .filter(other -> !other.name().equals(director))
                .toList());
        boolean enough = others.directors().size() > problem.toleratedFailures()
                && others.directors().stream().anyMatch(Director::available)
                && Fitting.fits(others);
        return "leaving " + director + " out is " + (enough ? "enough, too" : "not enough");
    }
}
