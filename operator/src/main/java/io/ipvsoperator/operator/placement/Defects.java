package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.address.AddressFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        defects.defects.addAll(LargeUnits.of(problem));
        defects.togetherApart();
        defects.pinnedTooOften();
        for (AddressFamily family : AddressFamily.values()) {
            defects.tooFewIdentifiers(family);
            defects.tooFewIdentifiersToSpread(family);
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
                    "virtual router identifiers for " + family + ": there are "
                            + problem.identifiers().total().getAsInt() + ", of which "
                            + problem.identifiers().releasing().getOrDefault(family, 0)
                            + " are being released, but at least " + needed + " are needed",
                    missing == 1 ? "1 more identifier" : missing + " more identifiers");
        }
    }

    /** Units with one order have one active director: each director that is to be active needs an order of its own. */
    private void tooFewIdentifiersToSpread(AddressFamily family) {
        OptionalInt left = problem.identifiers().left(family);
        if (left.isEmpty()) {
            return;
        }
        Set<String> owners = new HashSet<>();
        Map<String, List<Unit>> groups = new TreeMap<>();
        for (Unit unit : problem.units()) {
            if (unit.terms().families().contains(family)) {
                unit.terms().together().ifPresent(owners::add);
                if (problem.spread().contains(unit.group())) {
                    groups.computeIfAbsent(unit.group(), none -> new ArrayList<>())
                            .add(unit);
                }
            }
        }
        int orders = left.getAsInt() - owners.size();
        groups.values()
                .removeIf(units ->
                        units.stream().anyMatch(unit -> unit.terms().together().isPresent()));
        groups.forEach((group, units) -> tooFewToSpread(group, units, orders, family));
    }

    private void tooFewToSpread(String group, List<Unit> units, int orders, AddressFamily family) {
        int missing = directorsToSpreadOver(units) - orders;
        if (missing > 0) {
            add(
                    group + ": " + units.size() + " addresses that are spread need " + (missing + orders)
                            + " different orders, but virtual router identifiers left for " + family + ": " + orders,
                    missing == 1 ? "1 more identifier" : missing + " more identifiers",
                    "no spreading of " + group);
        }
    }

    /** The fewest that may be active for all of them; where more stand on one than its share nothing has to move. */
    private int directorsToSpreadOver(List<Unit> units) {
        Map<String, List<String>> standing = Placer.standing(problem.withUnits(units));
        Orders orders = new Orders(problem.directors());
        List<String> available = names.stream().filter(orders::isAvailable).toList();
        int share = Math.ceilDiv(units.size(), Math.max(1, available.size()));
        List<Integer> most = available.stream()
                .map(name -> standing.values().stream()
                        .filter(order -> orders.active(order).equals(Optional.of(name)))
                        .count())
                .map(count -> Math.max(share, Math.toIntExact(count)))
                .sorted(Comparator.reverseOrder())
                .toList();
        int directors = 0;
        for (int left = units.size(); left > 0 && directors < most.size(); directors++) {
            left -= most.get(directors);
        }
        return directors;
    }
}
