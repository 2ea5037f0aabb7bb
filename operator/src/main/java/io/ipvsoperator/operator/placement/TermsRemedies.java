package io.ipvsoperator.operator.placement;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Less that is asked for, for a problem that does not fit: fewer losses to tolerate, fewer pins and allowed directors. */
final class TermsRemedies {
    /** Of more units that ask for something only all together are tried. */
    private static final int MOST_UNITS_ALONE = 24;

    private final PlacementProblem problem;

    TermsRemedies(PlacementProblem problem) {
        this.problem = problem;
    }

    /** Empty where no loss is to be tolerated any more: some directors are out, or none was asked for. */
    Optional<Remedy> fewerLosses() {
        int directors = problem.directors().size();
        int unavailable = Math.toIntExact(problem.directors().stream()
                .filter(director -> !director.available())
                .count());
        int most = Math.min(problem.toleratedFailures(), directors - 1);
        if (most <= unavailable) {
            return Optional.empty();
        }
        return Optional.of(IntStream.iterate(most - 1, failures -> failures >= unavailable, failures -> failures - 1)
                .filter(failures -> Fitting.fits(problem.tolerating(failures)))
                .mapToObj(failures -> (Remedy) new Remedy.FewerLosses(
                        failures,
                        "toleratedFailures of " + failures + " instead of " + problem.toleratedFailures()
                                + " is enough"))
                .findFirst()
                .orElse(new Remedy.NoneOfKind("fewer tolerated failures are not enough")));
    }

    /** One unit less that asks for something, or all of them; empty when none does. */
    Optional<Remedy> fewerTerms() {
        List<Unit> asking =
                problem.units().stream().filter(TermsRemedies::asksForDirectors).toList();
        if (asking.isEmpty()) {
            return Optional.empty();
        }
        Optional<Unit> one = asking.stream()
                .limit(asking.size() <= MOST_UNITS_ALONE ? MOST_UNITS_ALONE : 0)
                .filter(unit -> Fitting.fits(without(Set.of(unit))))
                .findFirst();
        if (one.isPresent()) {
            String name = one.get().name();
            return Optional.of(new Remedy.FewerTerms(
                    List.of(name), "if " + name + " may be served by any director that is enough"));
        }
        return Optional.of(
                Fitting.fits(without(Set.copyOf(asking)))
                        ? new Remedy.FewerTerms(
                                asking.stream().map(Unit::name).toList(),
                                "without pins and allowed directors everything fits")
                        : new Remedy.NoneOfKind("fewer pins and allowed directors are not enough"));
    }

    private static boolean asksForDirectors(Unit unit) {
        return unit.terms().pin().isPresent() || !unit.terms().allowed().isEmpty();
    }

    private PlacementProblem without(Set<Unit> asking) {
        return problem.withUnits(problem.units().stream()
                .map(unit -> asking.contains(unit) ? unit.on(unit.terms().onAny()) : unit)
                .toList());
    }
}
