package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.search.Bounds;
import io.ipvsoperator.operator.placement.search.Fraction;
import io.ipvsoperator.operator.placement.search.Instance;
import io.ipvsoperator.operator.placement.search.Search;
import io.ipvsoperator.operator.placement.search.Solution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Places units on directors and changes as little as it can: everything fits; the fewest units move; the fewest are re-ordered;
 * then the worst case is low, then the load of normal times. Deterministic: the same problem has the same answer.
 */
public final class Placer {
    private Placer() {}

    public static Placement place(PlacementProblem problem) {
        if (problem.directors().stream().noneMatch(Director::available)) {
            return withoutDirector(problem);
        }
        return switch (problem.policy()) {
            case WARN -> place(problem, problem.units(), List.of());
            case ENFORCE -> admit(problem);
        };
    }

    /** What the orders that exist come to, with nothing changed for that; newcomers are placed. */
    public static Placement asItStands(PlacementProblem problem) {
        if (problem.directors().stream().noneMatch(Director::available)) {
            return withoutDirector(problem);
        }
        Numbering numbering = Numbering.frozen(problem, problem.units());
        return new Report(problem, numbering, Search.keep(numbering.instance()))
                .placement(List.of(), peak -> Remedies.of(problem, problem.units(), peak.dimension()));
    }

    /**
     * Whether bounds leave room for a worst case that is lower by that much, whatever is moved. Cheap, where a search may not be.
     *
     * @param percent of a capacity
     */
    public static boolean mayGain(PlacementProblem problem, Placement placement, int percent) {
        Fraction lowest = Bounds.worst(Numbering.of(problem, problem.units()).instance())
                .share()
                .plus(new Fraction(percent, 100));
        return placement
                .worst()
                .flatMap(Peak::utilization)
                .filter(worst -> worst.compareTo(lowest) >= 0)
                .isPresent();
    }

    /** The same without a word on what would help an overload, which takes most of the time. */
    static Placement reckon(PlacementProblem problem) {
        Numbering numbering = Numbering.frozen(problem, problem.units());
        return new Report(problem, numbering, Search.keep(numbering.instance()))
                .placement(List.of(), peak -> List.of());
    }

    /**
     * Of each unit that has an order, the one that stands: without directors that are gone, those that are new behind it, and in
     * front of all who holds the unit.
     */
    public static Map<String, List<String>> standing(PlacementProblem problem) {
        Orders orders = new Orders(problem.directors());
        Map<String, List<String>> standing = new LinkedHashMap<>();
        for (Unit unit : problem.units()) {
            List<String> order = orders.standing(unit);
            if (!order.isEmpty()) {
                standing.put(unit.name(), order);
            }
        }
        return standing;
    }

    private static Placement place(PlacementProblem problem, List<Unit> units, List<Placement.Refusal> refused) {
        Numbering numbering = Numbering.of(problem, units);
        Solution solution = solve(problem.mode(), numbering.instance());
        return new Report(problem, numbering, solution)
                .placement(refused, peak -> Remedies.of(problem, units, peak.dimension()));
    }

    private static Solution solve(Mode mode, Instance instance) {
        return switch (mode) {
            case Mode.Keep() -> Search.keep(instance);
            case Mode.Improve(int moves, int gain) -> Search.improve(instance, moves, new Fraction(gain, 100));
            case Mode.Restore() -> Search.restore(instance);
        };
    }

    /** Group after group; one that does not fit is left out, and those behind it may still fit. */
    private static Placement admit(PlacementProblem problem) {
        Placement all = place(problem, problem.units(), List.of());
        if (!(all.verdict() instanceof Verdict.Overloaded)) {
            return all;
        }
        Map<String, List<Unit>> groups = new LinkedHashMap<>();
        List<Unit> admitted = new ArrayList<>();
        for (Unit unit : problem.units()) {
            if (unit.newcomer()) {
                groups.computeIfAbsent(unit.group(), group -> new ArrayList<>()).add(unit);
            } else {
                admitted.add(unit);
            }
        }
        List<Placement.Refusal> refused = new ArrayList<>();
        groups.forEach((group, newcomers) -> {
            List<Unit> together = new ArrayList<>(admitted);
            together.addAll(newcomers);
            if (place(problem, together, List.of()).verdict() instanceof Verdict.Overloaded overloaded) {
                refused.add(new Placement.Refusal(group, overloaded));
            } else {
                admitted.addAll(newcomers);
            }
        });
        return place(problem, admitted, refused);
    }

    private static Placement withoutDirector(PlacementProblem problem) {
        String text = "no director is available; " + problem.units().size() + " units are served by nobody";
        return new Placement(
                List.of(),
                List.of(),
                new Verdict.NoDirector(text),
                -1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Bound(Fraction.ZERO, Bound.Source.NONE, "no director is available"),
                Map.of(),
                true,
                false);
    }
}
