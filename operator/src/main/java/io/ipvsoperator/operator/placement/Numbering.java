package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.search.Instance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for names: a problem as the searches see it.
 *
 * @param available directors by name; a number in the instance is a place in this list
 * @param units by name
 * @param standing of each unit the order that stands; empty for a newcomer
 * @param items of each item of the instance the units, as places in that list
 */
record Numbering(
        Orders orders,
        List<Director> available,
        List<Unit> units,
        List<List<String>> standing,
        List<List<Integer>> items,
        Instance instance) {

    /** While any director is silent, orders that exist are frozen. */
    static Numbering of(PlacementProblem problem, List<Unit> units) {
        boolean silence = problem.directors().stream()
                .anyMatch(director -> director.availability() == Director.Availability.SILENT);
        return of(problem, units, silence);
    }

    /** With the orders that exist as they are, whatever that overloads. */
    static Numbering frozen(PlacementProblem problem, List<Unit> units) {
        return of(problem, units, true);
    }

    private static Numbering of(PlacementProblem problem, List<Unit> units, boolean frozen) {
        List<Director> directors = problem.directors();
        List<Director> available =
                directors.stream().filter(Director::available).toList();
        List<Unit> sorted =
                units.stream().sorted(Comparator.comparing(Unit::name)).toList();
        Orders orders = new Orders(directors);
        List<List<Integer>> items = items(sorted);
        int losses = lossesLeft(directors.size() - available.size(), available.size(), problem.toleratedFailures());
        List<List<String>> standing = sorted.stream().map(orders::standing).toList();
        Restrictions restrictions = new Restrictions(problem, orders, available.size(), sorted, standing, items);
        return new Numbering(
                orders,
                available,
                sorted,
                standing,
                items,
                new Instance(
                        available.size(),
                        losses,
                        Columns.of(available, sorted, items),
                        restrictions.items(losses + 1),
                        restrictions.limits(),
                        frozen));
    }

    /** Directors not available count as lost already, and somebody has to survive. */
    static int lossesLeft(int unavailable, int available, int toleratedFailures) {
        return Math.clamp((long) toleratedFailures - unavailable, 0, available - 1);
    }

    /** Every unit is an item of its own. */
    static List<List<Integer>> alone(int units) {
        List<List<Integer>> items = new ArrayList<>(units);
        for (int unit = 0; unit < units; unit++) {
            items.add(List.of(unit));
        }
        return items;
    }

    /** Units that are to be together are one item. */
    private static List<List<Integer>> items(List<Unit> units) {
        if (units.stream().allMatch(unit -> unit.terms().together().isEmpty())) {
            return alone(units.size());
        }
        Map<Object, List<Integer>> items = new LinkedHashMap<>();
        for (int unit = 0; unit < units.size(); unit++) {
            Object key = units.get(unit)
                    .terms()
                    .together()
                    .<Object>map(together -> together)
                    .orElse(unit);
            items.computeIfAbsent(key, first -> new ArrayList<>()).add(unit);
        }
        return List.copyOf(items.values());
    }
}
