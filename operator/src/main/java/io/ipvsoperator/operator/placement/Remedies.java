package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.search.Instance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What would help a problem in which something does not fit: the smallest of each kind as the search judges it. Capacity on one
 * director may help nobody, because that one may be lost; so each kind is tried, and each may have none.
 */
final class Remedies {
    private static final int MOST_ADDRESSES = 16;

    /** Beyond that only the demand is asked for: every question is a placement of all units. */
    private static final int MOST_UNITS_FOR_EVERY_KIND = 256;

    /** The same for pairs of a unit and a loss, which is what a placement takes its time for: 256 units with two losses of 16. */
    private static final long MOST_PAIRS_FOR_EVERY_KIND = 256 * 120;

    private final PlacementProblem problem;
    private final List<Unit> units;
    private final Dimension dimension;

    private Remedies(PlacementProblem problem, Dimension dimension) {
        this.problem = problem;
        this.units = problem.units();
        this.dimension = dimension;
    }

    /**
     * @param units of the problem that are to be placed
     * @param dimension in which there is an overload
     */
    static List<Remedy> of(PlacementProblem problem, List<Unit> units, Dimension dimension) {
        Remedies remedies = new Remedies(problem.withUnits(units), dimension);
        return units.size() > MOST_UNITS_FOR_EVERY_KIND || units.size() * remedies.losses() > MOST_PAIRS_FOR_EVERY_KIND
                ? List.of(remedies.lessDemand())
                : remedies.ofEveryKind();
    }

    private List<Remedy> ofEveryKind() {
        CapacityRemedies capacity = new CapacityRemedies(problem, dimension);
        TermsRemedies terms = new TermsRemedies(problem);
        List<Remedy> all = new ArrayList<>(
                List.of(lessDemand(), capacity.onOneDirector(), capacity.withOneMoreDirector(), moreAddresses()));
        boolean sharing =
                units.stream().anyMatch(unit -> unit.terms().together().isEmpty());
        if (problem.identifiers().total().isPresent() && sharing) {
            all.add(moreIdentifiers());
        }
        terms.fewerLosses().ifPresent(all::add);
        terms.fewerTerms().ifPresent(all::add);
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
        OptionalInt more = Fitting.smallest(
                1,
                units.size(),
                count -> Fitting.fits(problem.with(problem.identifiers().with(count))));
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
        OptionalInt cut = Fitting.smallest(1, 99, percent -> Fitting.fits(problem.withUnits(scaledTo(100 - percent))));
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
                        + dimension.describeAtMost(Math.multiplyExact(total, percent) / 100) + " instead of "
                        + dimension.describe(total) + ", all reduced alike");
    }

    private List<Unit> scaledTo(int percent) {
        return units.stream()
                .map(unit -> unit.withDemand(unit.demand().scaled(percent, 100)))
                .toList();
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
                .filter(count -> Fitting.fits(problem.withUnits(sharedOut(group, count))))
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

    /** New addresses ask for the same directors as the others, but are pinned to none. */
    private List<Unit> sharedOut(List<Unit> group, int more) {
        Amounts total = group.stream().map(Unit::demand).reduce(Amounts::plus).orElseThrow();
        Amounts share = total.dividedBy(group.size() + more);
        Unit first = group.getFirst();
        List<Unit> shared = new ArrayList<>();
        for (Unit unit : units) {
            shared.add(group.contains(unit) ? unit.withDemand(share) : unit);
        }
        for (int i = 0; i < more; i++) {
            shared.add(new Unit("one more address " + i, first.group(), share, List.of())
                    .on(Terms.NONE
                            .allowedOn(first.terms().allowed())
                            .in(first.terms().families())));
        }
        return shared;
    }
}
