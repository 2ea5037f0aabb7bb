package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.search.Instance;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What the terms of units, spreading and the budget of identifiers mean in numbers. */
final class Restrictions {
    private final PlacementProblem problem;
    private final Orders orders;
    private final int available;
    private final List<Unit> units;
    private final List<List<String>> standing;
    private final List<List<Integer>> items;
    private final Map<String, Integer> spread = new TreeMap<>();
    /** Items that ask for nothing, by the order that stands. */
    private final Map<List<Integer>, Instance.Item> free = new HashMap<>();

    /**
     * @param available how many directors are
     * @param standing of each unit the order that stands
     * @param items units that have one order, as places in the list of units
     */
    Restrictions(
            PlacementProblem problem,
            Orders orders,
            int available,
            List<Unit> units,
            List<List<String>> standing,
            List<List<Integer>> items) {
        this.problem = problem;
        this.orders = orders;
        this.available = available;
        this.units = units;
        this.standing = standing;
        this.items = items;
        problem.spread().stream().sorted().forEach(group -> spread.put(group, spread.size()));
    }

    List<Instance.Item> items(int ranks) {
        return items.stream().map(item -> item(item, ranks)).toList();
    }

    private Instance.Item item(List<Integer> members, int ranks) {
        Unit first = units.get(members.getFirst());
        if (spread.isEmpty() && first.terms().equals(Terms.NONE) && first.home().isEmpty()) {
            return free.computeIfAbsent(
                    orders.prefix(standing.get(members.getFirst()), ranks),
                    prefix -> Instance.Item.free(prefix.size() == ranks ? prefix : List.of(), available));
        }
        List<Unit> all = members.stream().map(units::get).toList();
        return new Instance.Item(
                members.stream()
                        .map(unit -> orders.prefix(standing.get(unit), ranks))
                        .filter(prefix -> prefix.size() == ranks)
                        .findFirst()
                        .orElse(List.of()),
                all.stream()
                        .filter(unit -> !unit.home().isEmpty())
                        .map(unit -> orders.prefix(orders.known(unit.home()), ranks))
                        .findFirst()
                        .orElse(List.of()),
                pin(all),
                allowed(all),
                all.size(),
                all.getFirst().terms().together().isPresent(),
                all.stream()
                        .map(unit -> spread.get(unit.group()))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private int pin(List<Unit> all) {
        return all.stream()
                .flatMap(unit -> unit.terms().pin().stream())
                .filter(orders::isAvailable)
                .mapToInt(orders::number)
                .findFirst()
                .orElse(-1);
    }

    /** What all of them allow; everybody when that is nobody. */
    private int allowed(List<Unit> all) {
        int everybody = (1 << available) - 1;
        int bits = all.stream().mapToInt(this::allowed).reduce(everybody, (some, others) -> some & others);
        return bits == 0 ? everybody : bits;
    }

    private int allowed(Unit unit) {
        Set<String> names = unit.terms().allowed();
        return names.isEmpty()
                ? (1 << available) - 1
                : names.stream()
                        .filter(orders::isAvailable)
                        .mapToInt(name -> 1 << orders.number(name))
                        .reduce(0, (some, others) -> some | others);
    }

    Instance.Limits limits() {
        int[] counts = new int[spread.size()];
        for (Unit unit : spread.isEmpty() ? List.<Unit>of() : units) {
            Integer group = spread.get(unit.group());
            if (group != null) {
                counts[group]++;
            }
        }
        return new Instance.Limits(
                prefixesLeft(),
                IntStream.range(0, counts.length)
                        .mapToObj(group -> Math.ceilDiv(counts[group], available))
                        .toList());
    }

    /**
     * Different prefixes that there may be, those that stand among them, as what runs keeps running. Standing orders that differ
     * behind them need a router each all the same. An order that somebody uses counts in every family that is used at all.
     */
    private int prefixesLeft() {
        if (problem.identifiers().total().isEmpty()) {
            return Integer.MAX_VALUE;
        }
        Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
        DistinctOrders whole = new DistinctOrders();
        for (int unit = 0; unit < units.size(); unit++) {
            Terms terms = units.get(unit).terms();
            families.addAll(terms.families());
            if (terms.together().isEmpty() && !standing.get(unit).isEmpty()) {
                whole.add(standing.get(unit));
            }
        }
        OptionalInt left = families.stream()
                .flatMapToInt(family -> problem.identifiers().left(family).stream())
                .min();
        Set<List<Integer>> prefixes = new HashSet<>();
        whole.all().forEach(order -> prefixes.add(orders.prefix(order, problem.toleratedFailures() + 1)));
        return Math.max(Math.max(1, prefixes.size()), left.orElse(0) - (whole.size() - prefixes.size()));
    }
}
