package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.search.Instance;
import io.ipvsoperator.operator.placement.search.Search;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What would help a problem in which something does not fit: the smallest of each kind, in whole percent, as the search judges it.
 * Capacity on one director may help nobody, because that one may be lost; so each kind is tried, and each may have none.
 */
final class Remedies {
    private static final int MOST_CAPACITY_PERCENT = 1_000;
    private static final int MOST_ADDRESSES = 16;

    /** Beyond that only the demand is asked for: every question is a placement of all units. */
    private static final int MOST_UNITS_FOR_EVERY_KIND = 256;

    /** The same for pairs of a unit and a loss, which is what a placement takes its time for: 256 units with two losses of 16. */
    private static final long MOST_PAIRS_FOR_EVERY_KIND = 256 * 120;

    private final PlacementProblem problem;
    private final List<Unit> units;
    private final Dimension dimension;

    private Remedies(PlacementProblem problem, List<Unit> units, Dimension dimension) {
        this.problem = problem;
        this.units = units;
        this.dimension = dimension;
    }

    /** @param dimension in which there is an overload */
    static List<Remedy> of(PlacementProblem problem, List<Unit> units, Dimension dimension) {
        Remedies remedies = new Remedies(problem, units, dimension);
        if (units.size() > MOST_UNITS_FOR_EVERY_KIND || units.size() * remedies.losses() > MOST_PAIRS_FOR_EVERY_KIND) {
            return List.of(remedies.lessDemand());
        }
        List<Remedy> all = new ArrayList<>(List.of(
                remedies.lessDemand(), remedies.moreCapacity(), remedies.anotherDirector(), remedies.moreAddresses()));
        boolean sharing =
                units.stream().anyMatch(unit -> unit.terms().together().isEmpty());
        if (problem.identifiers().total().isPresent() && sharing) {
            all.add(remedies.moreIdentifiers());
        }
        return all;
    }

    /** Sets of available directors that may be lost at once. */
    private long losses() {
        Instance instance = Numbering.of(problem, units).instance();
        long sets = 1;
        for (int lost = 1; lost <= instance.losses(); lost++) {
            sets = sets * (instance.directors() - lost + 1) / lost;
        }
        return sets;
    }

    /** Up to one for each unit: then every order is free. */
    private Remedy moreIdentifiers() {
        OptionalInt more = smallest(
                1,
                units.size(),
                count -> Search.fits(
                        Numbering.of(problem.with(problem.identifiers().with(count)), units)
                                .instance()));
        if (more.isEmpty()) {
            return new Remedy.NoneOfKind("more virtual router identifiers are not enough");
        }
        int count = more.getAsInt();
        return new Remedy.MoreIdentifiers(
                count,
                count == 1
                        ? "1 more virtual router identifier is enough"
                        : count + " more virtual router identifiers are enough");
    }

    private Remedy lessDemand() {
        OptionalInt cut = smallest(1, 99, percent -> fits(problem.directors(), scaledTo(100 - percent)));
        if (cut.isEmpty()) {
            return new Remedy.NoneOfKind("no smaller demand fits");
        }
        int percent = 100 - cut.getAsInt();
        long total = units.stream()
                .mapToLong(unit -> unit.demand().of(dimension).orElse(0))
                .sum();
        return new Remedy.LessDemand(
                percent,
                percent + " % of the declared demand fits: "
                        + dimension.describe(Math.multiplyExact(total, percent) / 100) + " instead of "
                        + dimension.describe(total) + ", all reduced alike");
    }

    private List<Unit> scaledTo(int percent) {
        return units.stream()
                .map(unit -> unit.withDemand(unit.demand().scaled(percent, 100)))
                .toList();
    }

    /** The director that needs the smallest addition. */
    private Remedy moreCapacity() {
        Optional<Remedy.MoreCapacity> least = problem.directors().stream()
                .filter(Director::available)
                .flatMap(director -> moreCapacity(director).stream())
                .min(Comparator.comparingLong(Remedy.MoreCapacity::added));
        return least.isPresent()
                ? least.get()
                : new Remedy.NoneOfKind("more capacity on a single director is not enough");
    }

    private Optional<Remedy.MoreCapacity> moreCapacity(Director director) {
        if (director.capacity().of(dimension).isEmpty()) {
            return Optional.empty();
        }
        OptionalInt percent = smallest(101, MOST_CAPACITY_PERCENT, to -> fits(replaced(enlarged(director, to)), units));
        if (percent.isEmpty()) {
            return Optional.empty();
        }
        long before = director.capacity().of(dimension).getAsLong();
        long capacity =
                enlarged(director, percent.getAsInt()).capacity().of(dimension).orElseThrow();
        return Optional.of(new Remedy.MoreCapacity(
                director.name(),
                dimension,
                capacity,
                capacity - before,
                dimension.describe(capacity) + " instead of " + dimension.describe(before) + " on " + director.name()
                        + beyond(director) + " is enough"));
    }

    private static String beyond(Director director) {
        return director.whole().equals(director.capacity()) ? "" : ", beyond the share that is kept free,";
    }

    private Director enlarged(Director director, int percent) {
        long capacity = director.capacity().scaled(percent, 100).of(dimension).orElseThrow();
        return new Director(director.name(), director.capacity().with(dimension, capacity), director.availability());
    }

    private List<Director> replaced(Director director) {
        return problem.directors().stream()
                .map(other -> other.name().equals(director.name()) ? director : other)
                .toList();
    }

    /** As large as the largest at most. */
    private Remedy anotherDirector() {
        Optional<Director> largest = problem.directors().stream()
                .filter(director -> director.available()
                        && director.capacity().of(dimension).isPresent())
                .max(Comparator.comparingLong(
                        director -> director.capacity().of(dimension).orElseThrow()));
        if (largest.isEmpty()) {
            return new Remedy.NoneOfKind("no capacity is known of which one more director could be enough");
        }
        Amounts whole = largest.get().capacity();
        OptionalInt percent = smallest(1, 100, part -> fits(with(whole.scaled(part, 100)), units));
        if (percent.isEmpty()) {
            return new Remedy.NoneOfKind(
                    "one more director like " + largest.get().name() + " is not enough");
        }
        long capacity = whole.scaled(percent.getAsInt(), 100).of(dimension).orElseThrow();
        return new Remedy.AnotherDirector(
                dimension, capacity, "one more director with " + dimension.describe(capacity) + " is enough");
    }

    private List<Director> with(Amounts capacity) {
        List<Director> directors = new ArrayList<>(problem.directors());
        directors.add(new Director("one more director", capacity, Director.Availability.AVAILABLE));
        return directors;
    }

    /** For the group of the largest unit. */
    private Remedy moreAddresses() {
        Unit largest = units.stream()
                .max(Comparator.<Unit>comparingLong(
                                unit -> unit.demand().of(dimension).orElse(0))
                        .thenComparing(Unit::name))
                .orElseThrow();
        List<Unit> group = units.stream()
                .filter(unit -> unit.group().equals(largest.group()))
                .toList();
        int more = Math.min(MOST_ADDRESSES, Sizing.MAXIMUM_COUNT - group.size());
        if (more <= 0) {
            return new Remedy.NoneOfKind(largest.group() + " has " + group.size()
                    + " addresses, and no service may have more than " + Sizing.MAXIMUM_COUNT);
        }
        return IntStream.rangeClosed(1, more)
                .filter(count -> fits(problem.directors(), sharedOut(group, count)))
                .mapToObj(count -> addresses(largest.group(), count))
                .findFirst()
                .orElse(new Remedy.NoneOfKind(
                        more == 1
                                ? "one more address for " + largest.group() + ", the last it may have, is not enough"
                                : "up to " + more + " more addresses for " + largest.group() + " are not enough"));
    }

    private static Remedy addresses(String group, int count) {
        String text = count == 1
                ? "one more address for " + group + " is enough"
                : count + " more addresses for " + group + " are enough";
        return new Remedy.MoreAddresses(group, count, text);
    }

    private List<Unit> sharedOut(List<Unit> group, int more) {
        Amounts total = group.stream().map(Unit::demand).reduce(Amounts::plus).orElseThrow();
        Amounts share = total.dividedBy(group.size() + more);
        List<Unit> shared = new ArrayList<>();
        for (Unit unit : units) {
            shared.add(group.contains(unit) ? unit.withDemand(share) : unit);
        }
        for (int i = 0; i < more; i++) {
            shared.add(new Unit("one more address " + i, group.getFirst().group(), share, List.of()));
        }
        return shared;
    }

    private boolean fits(List<Director> directors, List<Unit> placed) {
        return Search.fits(Numbering.of(problem.withDirectors(directors).withUnits(placed), placed)
                .instance());
    }

    /** By halving: what is enough stays enough when there is more of it. */
    private static OptionalInt smallest(int from, int to, IntPredicate enough) {
        if (!enough.test(to)) {
            return OptionalInt.empty();
        }
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) / 2;
            if (enough.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return OptionalInt.of(low);
    }
}
