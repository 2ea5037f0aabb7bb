package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.Placement.DirectorLoad;
import io.ipvsoperator.operator.placement.Placement.PlacedUnit;
import io.ipvsoperator.operator.placement.search.Bounds;
import io.ipvsoperator.operator.placement.search.Solution;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A solution in names and words. The loads are reckoned anew from the orders, not taken from the search. */
final class Report {
    private final Numbering numbering;
    private final Solution solution;
    private final Orders orders;
    private final List<List<String>> placed;

    /** Of each number of losses the loads after each loss. */
    private final List<List<DeclaredLoads>> losses;

    Report(PlacementProblem problem, Numbering numbering, Solution solution) {
        this.numbering = numbering;
        this.solution = solution;
        orders = new Orders(problem.directors());
        placed = IntStream.range(0, numbering.units().size())
                .mapToObj(this::order)
                .toList();
        losses = IntStream.rangeClosed(0, numbering.instance().losses())
                .mapToObj(this::loadsAfterLosing)
                .toList();
    }

    /** @param remedies asked for only when there is an overload */
    Placement placement(List<Placement.Refusal> refused, Function<Peak, List<Remedy>> remedies) {
        int reached = levelReached();
        return new Placement(
                units(),
                refused,
                verdict(reached, remedies),
                reached,
                highest(losses.getLast()),
                highest(losses.getFirst()),
                directors(),
                new Bound(Bounds.worst(numbering.instance()), Bound.Source.DIVISIBLE, "the demand divided at will"),
                identifiers(),
                solution.exact());
    }

    private Map<AddressFamily, Integer> identifiers() {
        Map<AddressFamily, Set<Object>> routers = new EnumMap<>(AddressFamily.class);
        for (int unit = 0; unit < placed.size(); unit++) {
            Terms terms = numbering.units().get(unit).terms();
            Object router = terms.together().isPresent() ? terms.together() : placed.get(unit);
            terms.families()
                    .forEach(family -> routers.computeIfAbsent(family, none -> new HashSet<>())
                            .add(router));
        }
        Map<AddressFamily, Integer> counts = new EnumMap<>(AddressFamily.class);
        routers.forEach((family, all) -> counts.put(family, all.size()));
        return counts;
    }

    private List<String> order(int unit) {
        List<String> standing = orders.standing(numbering.units().get(unit));
        List<String> first = solution.prefixes().get(unit).stream()
                .map(number -> numbering.available().get(number).name())
                .toList();
        List<String> current = standing.stream()
                .filter(orders::isAvailable)
                .limit(first.size())
                .toList();
        return first.equals(current) ? standing : orders.beginningWith(first, standing);
    }

    private List<DeclaredLoads> loadsAfterLosing(int count) {
        List<String> names = numbering.available().stream().map(Director::name).toList();
        return subsets(names, count).stream()
                .map(lost -> new DeclaredLoads(numbering.available(), lost, numbering.units(), placed))
                .toList();
    }

    private static List<List<String>> subsets(List<String> names, int size) {
        if (size == 0) {
            return List.of(List.of());
        }
        List<List<String>> subsets = new ArrayList<>();
        for (int first = 0; first + size <= names.size(); first++) {
            for (List<String> rest : subsets(names.subList(first + 1, names.size()), size - 1)) {
                List<String> subset = new ArrayList<>(List.of(names.get(first)));
                subset.addAll(rest);
                subsets.add(subset);
            }
        }
        return subsets;
    }

    private static Optional<Peak> highest(List<DeclaredLoads> loads) {
        return loads.stream()
                .flatMap(load -> load.peak().stream())
                .reduce((one, other) -> DeclaredLoads.HIGHER.compare(one, other) >= 0 ? one : other);
    }

    private int levelReached() {
        int level = 0;
        while (level < losses.size()
                && highest(losses.get(level)).map(Peak::excess).orElse(0L) == 0) {
            level++;
        }
        return level - 1;
    }

    private Verdict verdict(int reached, Function<Peak, List<Remedy>> remedies) {
        if (reached + 1 < losses.size()) {
            Peak peak = highest(losses.get(reached + 1)).orElseThrow();
            return new Verdict.Overloaded(peak, remedies.apply(peak), peak.describe());
        }
        String text = highest(losses.getLast()).map(Peak::describe).orElse("there is no declared demand");
        List<String> unknown = unknownCapacities();
        return unknown.isEmpty()
                ? new Verdict.Fits(text)
                : new Verdict.CapacityUnknown(
                        unknown, text + "; no capacity is known of " + String.join(", ", unknown));
    }

    private List<String> unknownCapacities() {
        List<String> unknown = new ArrayList<>();
        for (Director director : numbering.available()) {
            for (Dimension dimension : Dimension.values()) {
                boolean demanded = numbering.units().stream()
                        .anyMatch(unit -> unit.demand().of(dimension).orElse(0) > 0);
                if (demanded && director.capacity().of(dimension).isEmpty()) {
                    unknown.add(director.name() + " " + dimension);
                }
            }
        }
        return unknown;
    }

    private List<DirectorLoad> directors() {
        return numbering.available().stream().map(this::load).toList();
    }

    private DirectorLoad load(Director director) {
        int active = (int) placed.stream()
                .filter(order -> order.stream()
                        .filter(orders::isAvailable)
                        .findFirst()
                        .orElseThrow()
                        .equals(director.name()))
                .count();
        Map<Dimension, Long> worst = new EnumMap<>(Dimension.class);
        for (DeclaredLoads loads : losses.getLast()) {
            loads.of(director.name()).forEach((dimension, amount) -> worst.merge(dimension, amount, Math::max));
        }
        return new DirectorLoad(
                director.name(), active, losses.getFirst().getFirst().of(director.name()), worst);
    }

    private List<PlacedUnit> units() {
        return IntStream.range(0, placed.size())
                .mapToObj(unit -> new PlacedUnit(
                        numbering.units().get(unit).name(),
                        placed.get(unit),
                        Changes.of(numbering.units().get(unit), placed.get(unit), orders)))
                .toList();
    }
}
