package io.ipvsoperator.operator.placement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is wrong with a problem as a whole. The placer takes such a problem and does what it can; people should be told first. */
public final class Defects {
    private final PlacementProblem problem;
    private final Set<String> names = new TreeSet<>();
    private final List<Defect> defects = new ArrayList<>();

    private Defects(PlacementProblem problem) {
        this.problem = problem;
        problem.directors().forEach(director -> names.add(director.name()));
    }

    public static List<Defect> of(PlacementProblem problem) {
        Defects defects = new Defects(problem);
        defects.tooManyLosses();
        problem.units().forEach(defects::unknownDirectors);
        problem.units().forEach(defects::tooLarge);
        defects.togetherApart();
        defects.pinnedTooOften();
        for (AddressFamily family : AddressFamily.values()) {
            defects.tooFewIdentifiers(family);
        }
        return defects.defects;
    }

    private void add(String text, String... remedies) {
        defects.add(new Defect(text, List.of(remedies)));
    }

    private void tooManyLosses() {
        int directors = names.size();
        int tolerated = problem.toleratedFailures();
        if (tolerated >= directors) {
            int missing = tolerated + 1 - directors;
            add(
                    "toleratedFailures is " + tolerated + " but there "
                            + (directors == 1 ? "is 1 director" : "are " + directors + " directors")
                            + ", and one has to survive",
                    missing == 1 ? "one more director" : missing + " more directors",
                    directors == 0
                            ? "no smaller toleratedFailures helps: there is no director"
                            : "toleratedFailures of " + (directors - 1));
        }
    }

    private void unknownDirectors(Unit unit) {
        unit.terms()
                .pin()
                .filter(pin -> !names.contains(pin))
                .ifPresent(pin -> add(
                        "unit " + unit.name() + ": pin is " + pin + " but the directors are " + names,
                        "a pin to one of them, or none"));
        Set<String> allowed = new TreeSet<>(unit.terms().allowed());
        Set<String> unknown = new TreeSet<>(allowed);
        unknown.removeAll(names);
        int needed = Math.min(problem.toleratedFailures() + 1, names.size());
        int missing = needed - (allowed.size() - unknown.size());
        if (!unknown.isEmpty()) {
            add("unit " + unit.name() + ": allowed names " + unknown + " but the directors are " + names);
        }
        if (!allowed.isEmpty() && missing > 0) {
            add(
                    "unit " + unit.name() + ": allowed is " + allowed + " but to tolerate "
                            + problem.toleratedFailures() + " losses " + needed + " directors must be allowed",
                    missing + " more allowed " + (missing == 1 ? "director" : "directors"),
                    "toleratedFailures of " + Math.max(0, needed - missing - 1));
        }
    }

    /** A unit cannot be split: its demand has to find room on a director at all. */
    private void tooLarge(Unit unit) {
        for (Dimension dimension : Dimension.values()) {
            long demand = unit.demand().of(dimension).orElse(0);
            boolean known = !names.isEmpty()
                    && problem.directors().stream()
                            .allMatch(director ->
                                    director.capacity().of(dimension).isPresent());
            long largest = problem.directors().stream()
                    .mapToLong(director -> director.capacity().of(dimension).orElse(0))
                    .max()
                    .orElse(0);
            if (known && demand > largest) {
                int carriers = problem.toleratedFailures() + 1;
                add(
                        "unit " + unit.name() + ": demand is " + dimension.describe(demand)
                                + " but the largest director carries " + dimension.describe(largest),
                        addresses(Math.ceilDiv(demand, largest)),
                        "at most " + dimension.describe(largest) + " of demand",
                        dimension.describe(demand) + " on " + carriers + (carriers == 1 ? " director" : " directors"));
            }
        }
    }

    private static String addresses(long count) {
        return count <= Sizing.MAXIMUM_COUNT
                ? count + " addresses instead of one for this demand"
                : "no number of addresses: a service has at most " + Sizing.MAXIMUM_COUNT;
    }

    private void togetherApart() {
        Map<String, Unit> pinned = new HashMap<>();
        for (Unit unit : problem.units()) {
            if (unit.terms().together().isPresent() && unit.terms().pin().isPresent()) {
                Unit other = pinned.putIfAbsent(unit.terms().together().get(), unit);
                if (other != null && !other.terms().pin().equals(unit.terms().pin())) {
                    add(
                            "units " + other.name() + " and " + unit.name() + " have one order but are pinned to "
                                    + other.terms().pin().get() + " and "
                                    + unit.terms().pin().get(),
                            "the same pin for both, or none for one of them");
                }
            }
        }
    }

    private void pinnedTooOften() {
        Map<String, Map<String, Integer>> pins = new TreeMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Unit unit : problem.units()) {
            counts.merge(unit.group(), 1, Integer::sum);
            unit.terms()
                    .pin()
                    .filter(pin -> problem.spread().contains(unit.group()))
                    .ifPresent(pin -> pins.computeIfAbsent(unit.group(), group -> new TreeMap<>())
                            .merge(pin, 1, Integer::sum));
        }
        pins.forEach((group, byDirector) -> byDirector.forEach((director, pinned) -> {
            int most = Math.ceilDiv(counts.getOrDefault(group, 0), Math.max(1, names.size()));
            if (pinned > most) {
                add(
                        group + ": " + pinned + " addresses are pinned to " + director + " but spread over "
                                + names.size() + " directors one is active for at most " + most,
                        (pinned - most) + " fewer pinned to " + director,
                        "no spreading of " + group);
            }
        }));
    }

    /** Each order that stands has a router; newcomers can share one. */
    private void tooFewIdentifiers(AddressFamily family) {
        OptionalInt left = problem.identifiers().left(family);
        Map<String, List<String>> standing = left.isPresent() ? Placer.standing(problem) : Map.of();
        Set<String> together = new HashSet<>();
        Set<List<String>> orders = new HashSet<>();
        for (Unit unit : problem.units()) {
            if (unit.terms().families().contains(family)) {
                unit.terms()
                        .together()
                        .ifPresentOrElse(
                                together::add, () -> orders.add(standing.getOrDefault(unit.name(), List.of())));
            }
        }
        boolean stands = orders.stream().anyMatch(order -> !order.isEmpty());
        int needed = together.size() + orders.size() - (stands && orders.contains(List.of()) ? 1 : 0);
        if (left.isPresent() && left.getAsInt() < needed) {
            int missing = needed - left.getAsInt();
            add(
                    name(family) + ": " + problem.identifiers().total().getAsInt() + " virtual router identifiers, "
                            + problem.identifiers().releasing().getOrDefault(family, 0)
                            + " of them being released, but " + needed + " are needed at least",
                    missing == 1 ? "1 more identifier" : missing + " more identifiers");
        }
    }

    private static String name(AddressFamily family) {
        return switch (family) {
            case IPV4 -> "IPv4";
            case IPV6 -> "IPv6";
        };
    }
}
