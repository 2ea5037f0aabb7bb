package io.ipvsoperator.operator.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * More capacity for a problem that does not fit, on a director or with one more. Of few units it is what a placement puts there, of
 * many it is in whole percent.
 */
final class CapacityRemedies {
    private static final int MOST_CAPACITY_PERCENT = 1_000;
    private static final int MOST_UNITS_EXACTLY = 24;
    private static final String NEWCOMER = "one more director";

    private final PlacementProblem problem;
    private final Dimension dimension;

    /** @param dimension in which there is an overload */
    CapacityRemedies(PlacementProblem problem, Dimension dimension) {
        this.problem = problem;
        this.dimension = dimension;
    }

    /** The director that needs the smallest addition: of the next one only what is smaller than the last is tried. */
    Remedy onOneDirector() {
        Optional<Remedy.MoreCapacity> least = Optional.empty();
        for (Director director : problem.directors()) {
            boolean known = director.capacity().of(dimension).isPresent();
            if (director.available() && known) {
                long before = director.capacity().of(dimension).getAsLong();
                long most = least.map(found -> before + found.added() - 1).orElse(Long.MAX_VALUE);
                Optional<Remedy.MoreCapacity> smaller = on(director, before, most);
                least = smaller.isPresent() ? smaller : least;
            }
        }
        return least.isPresent()
                ? least.get()
                : new Remedy.NoneOfKind("more capacity on a single director is not enough");
    }

    /** @param most capacity that is asked for */
    private Optional<Remedy.MoreCapacity> on(Director director, long before, long most) {
        Amounts whole = director.capacity();
        OptionalInt percent = Fitting.smallest(
                101, percentAtMost(before, most), to -> Fitting.fits(with(director, whole.scaled(to, 100))));
        if (percent.isEmpty()) {
            return Optional.empty();
        }
        long enough = whole.scaled(percent.getAsInt(), 100).of(dimension).orElseThrow();
        long capacity =
                exactly(enough, before + 1, to -> loadOn(director.name(), with(director, whole.with(dimension, to))));
        return capacity > most
                ? Optional.empty()
                : Optional.of(new Remedy.MoreCapacity(
                        director.name(),
                        dimension,
                        capacity,
                        capacity - before,
                        dimension.describeAtLeast(capacity) + " instead of " + dimension.describe(before) + " on "
                                + director.name() + beyond(director) + " is enough"));
    }

    /** Of a capacity, rounded up: what is more than that is of no use. */
    private static int percentAtMost(long before, long most) {
        return most / 10 >= before
                ? MOST_CAPACITY_PERCENT
                : Math.toIntExact(Math.ceilDiv(Math.multiplyExact(most, 100L), before));
    }

    /** In this dimension alone. */
    private PlacementProblem with(Director director, Amounts amounts) {
        Amounts capacity =
                director.capacity().with(dimension, amounts.of(dimension).orElseThrow());
        return problem.withDirectors(problem.directors().stream()
                .map(other -> other.name().equals(director.name())
                        ? new Director(director.name(), capacity, director.availability())
                        : other)
                .toList());
    }

    private static String beyond(Director director) {
        return director.whole().equals(director.capacity()) ? "" : ", beyond the share that is kept free,";
    }

    /** As large as the largest at most. */
    Remedy withOneMoreDirector() {
        Optional<Director> largest = problem.directors().stream()
                .filter(director -> director.available()
                        && director.capacity().of(dimension).isPresent())
                .max(Comparator.comparingLong(
                        director -> director.capacity().of(dimension).orElseThrow()));
        if (largest.isEmpty()) {
            return new Remedy.NoneOfKind("no capacity is known of which one more director could be enough");
        }
        Amounts whole = largest.get().capacity();
        OptionalInt percent = Fitting.smallest(1, 100, part -> Fitting.fits(withNewcomer(whole.scaled(part, 100))));
        if (percent.isEmpty()) {
            return new Remedy.NoneOfKind(
                    "one more director like " + largest.get().name() + " is not enough");
        }
        Amounts enough = whole.scaled(percent.getAsInt(), 100);
        long capacity = exactly(
                enough.of(dimension).orElseThrow(),
                1,
                to -> loadOn(NEWCOMER, withNewcomer(enough.with(dimension, to))));
        return new Remedy.AnotherDirector(
                dimension, capacity, "one more director with " + dimension.describeAtLeast(capacity) + " is enough");
    }

    private PlacementProblem withNewcomer(Amounts capacity) {
        List<Director> directors = new ArrayList<>(problem.directors());
        directors.add(new Director(NEWCOMER, capacity, Director.Availability.AVAILABLE));
        return problem.withDirectors(directors);
    }

    private OptionalLong loadOn(String director, PlacementProblem supposed) {
        return Fitting.loadOn(director, dimension, supposed);
    }

    private long exactly(long enough, long least, LongFunction<OptionalLong> loadWith) {
        return problem.units().size() <= MOST_UNITS_EXACTLY ? Fitting.lowered(enough, least, loadWith) : enough;
    }
}
