package io.ipvsoperator.operator.plan.cluster;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Dimension;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.IdentifierBudget;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Sizing;
import io.ipvsoperator.operator.placement.Unit;
import io.ipvsoperator.operator.plan.problem.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One "what if" about a pool. Capacities are whole ones, of which nothing is kept free yet. */
public sealed interface Supposition {

    PlacementProblem in(PlacementProblem problem);

    String describe();

    /** A director is lost, and nobody has said that it will not come back: orders stand. */
    record Lost(String director) implements Supposition {
        @Override
        public PlacementProblem in(PlacementProblem problem) {
            return changed(problem, "--lose", director, one -> with(one, Director.Availability.SILENT));
        }

        @Override
        public String describe() {
            return director + " is lost";
        }
    }

    /** A director is taken out in an orderly way. */
    record Drained(String director) implements Supposition {
        @Override
        public PlacementProblem in(PlacementProblem problem) {
            return changed(problem, "--drain", director, one -> with(one, Director.Availability.MAINTENANCE));
        }

        @Override
        public String describe() {
            return director + " is drained for maintenance";
        }
    }

    /** One director more. */
    record Joined(String director, Amounts capacity) implements Supposition {
        @Override
        public PlacementProblem in(PlacementProblem problem) {
            if (names(problem).contains(director)) {
                throw new BadInput(
                        "--add-director names " + director + ", which is there already; take another name, or"
                                + " --capacity to change what it can carry");
            }
            List<Director> more = new ArrayList<>(problem.directors());
            more.add(new Director(director, capacity, Director.Availability.AVAILABLE));
            return problem.withDirectors(more);
        }

        @Override
        public String describe() {
            return director + " joins with " + text(capacity);
        }
    }

    /** A director has another capacity; in dimensions that are not given it keeps what it has. */
    record Upgraded(String director, Amounts capacity) implements Supposition {
        @Override
        public PlacementProblem in(PlacementProblem problem) {
            return changed(
                    problem,
                    "--capacity",
                    director,
                    one -> new Director(one.name(), over(one.whole()), one.availability()));
        }

        private Amounts over(Amounts before) {
            Amounts after = before;
            for (Dimension dimension : Dimension.values()) {
                after = capacity.of(dimension).isEmpty()
                        ? after
                        : after.with(dimension, capacity.of(dimension).getAsLong());
            }
            return after;
        }

        @Override
        public String describe() {
            return director + " has a capacity of " + text(capacity);
        }
    }

    /**
     * A service that there is not yet.
     *
     * @param name unique among the suppositions
     * @param addresses empty: as many as the demand should have
     */
    record Served(String name, Amounts demand, OptionalInt addresses) implements Supposition {
        @Override
        public PlacementProblem in(PlacementProblem problem) {
            int count = addresses.orElseGet(() -> recommended(problem));
            Amounts share = demand.dividedBy(count);
            List<Unit> units = new ArrayList<>(problem.units());
            IntStream.rangeClosed(1, count)
                    .mapToObj(number -> new Unit(name + ", address " + number, name, share, List.of()))
                    .forEach(units::add);
            // Each address has an order of its own here; whether there are identifiers for that is told beside it.
            return spread(problem.withUnits(units).with(IdentifierBudget.UNLIMITED), count);
        }

        /** As the operator does: the addresses of one service go to many directors, as long as those can carry the same. */
        private PlacementProblem spread(PlacementProblem with, int count) {
            boolean alike =
                    with.directors().stream().map(Director::capacity).distinct().count() == 1;
            Set<String> groups = new HashSet<>(with.spread());
            groups.add(name);
            return alike && count > 1 ? with.spreading(groups) : with;
        }

        private int recommended(PlacementProblem problem) {
            int tolerated =
                    Math.min(problem.toleratedFailures(), problem.directors().size() - 1);
            return Sizing.recommend(demand, problem.directors(), Math.max(0, tolerated))
                    .count();
        }

        @Override
        public String describe() {
            return "a service of " + text(demand) + " with "
                    + (addresses.isEmpty() ? "as many addresses as suit" : addresses.getAsInt() + " addresses")
                    + " is added (" + name + ")";
        }
    }

    /** Another number of losses is to be borne. */
    record Tolerated(int losses) implements Supposition {
        @Override
        public PlacementProblem in(PlacementProblem problem) {
            if (losses < 0 || losses > PlacementProblem.MOST_TOLERATED_FAILURES) {
                throw new BadInput("--tolerate is " + losses + " but must be from 0 to "
                        + PlacementProblem.MOST_TOLERATED_FAILURES);
            }
            return problem.tolerating(losses);
        }

        @Override
        public String describe() {
            return losses == 1 ? "one director may be lost" : losses + " directors may be lost at once";
        }
    }

    private static PlacementProblem changed(
            PlacementProblem problem, String option, String director, UnaryOperator<Director> change) {
        if (!names(problem).contains(director)) {
            throw new BadInput(option + " names " + director + ", but the directors of the pool are "
                    + String.join(", ", names(problem)));
        }
        return problem.withDirectors(problem.directors().stream()
                .map(one -> one.name().equals(director) ? change.apply(one) : one)
                .toList());
    }

    private static Director with(Director director, Director.Availability availability) {
        return new Director(director.name(), director.capacity(), availability, director.whole());
    }

    private static List<String> names(PlacementProblem problem) {
        return problem.directors().stream().map(Director::name).toList();
    }

    private static String text(Amounts amounts) {
        return Arrays.stream(Dimension.values())
                .filter(dimension -> amounts.of(dimension).isPresent())
                .map(dimension -> dimension.describe(amounts.of(dimension).getAsLong()))
                .collect(Collectors.joining(", "));
    }
}
