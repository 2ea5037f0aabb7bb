package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.placement.search.Instance;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    /** What units ask for, each once by identity, as most share one that asks for nothing. None without a budget. */
    private final Set<Terms> terms = Collections.newSetFromMap(new IdentityHashMap<>());

    private final boolean counted;
    /** Items that ask for nothing, by the order that stands: by identity, as many units share a list. */
    private final IdentityHashMap<List<String>, Instance.Item> free = new IdentityHashMap<>();
    /** Numbers of the whole orders that stand, where they are counted. */
    private final Map<List<String>, Integer> wholes = new HashMap<>();
    /** The same by identity: many units share a list. */
    private final IdentityHashMap<List<String>, Integer> known = new IdentityHashMap<>();

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
        for (Unit unit : problem.identifiers().total().isPresent() ? units : List.<Unit>of()) {
            terms.add(unit.terms());
        }
        counted = terms.stream().anyMatch(asked -> asked.together().isEmpty());
        problem.spread().stream().sorted().forEach(group -> spread.put(group, spread.size()));
        for (int unit = 0; counted && unit < units.size(); unit++) {
            if (units.get(unit).terms().together().isEmpty()
                    && !standing.get(unit).isEmpty()) {
                known.computeIfAbsent(
                        standing.get(unit), order -> wholes.computeIfAbsent(order, same -> wholes.size()));
            }
        }
    }

    List<Instance.Item> items(int ranks) {
        return items.stream().map(item -> item(item, ranks)).toList();
    }

    private Instance.Item item(List<Integer> members, int ranks) {
        Unit first = units.get(members.getFirst());
        List<String> order = standing.get(members.getFirst());
        if (spread.isEmpty() && first.terms().equals(Terms.NONE) && first.home().isEmpty()) {
            return free.computeIfAbsent(order, same -> freeItem(same, ranks));
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
                first.terms().together().isEmpty() ? whole(order) : Instance.Item.NO_MATTER,
                all.stream()
                        .map(unit -> spread.get(unit.group()))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private Instance.Item freeItem(List<String> order, int ranks) {
        List<Integer> prefix = orders.prefix(order, ranks);
        return Instance.Item.free(prefix.size() == ranks ? prefix : List.of(), available, whole(order));
    }

    /** A number for the order that stands of units that have no router of their own, where orders are counted. */
    private int whole(List<String> order) {
        return known.getOrDefault(order, Instance.Item.NO_MATTER);
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
                ordersLeft(),
                IntStream.range(0, counts.length)
                        .mapToObj(group -> Math.ceilDiv(counts[group], available))
                        .toList());
    }

    /**
     * Different orders that there may be, at least those that stand, as what runs keeps running. One that somebody uses counts in
     * every family that units without routers of their own use at all.
     */
    private int ordersLeft() {
        if (!counted) {
            return Integer.MAX_VALUE;
        }
        int left = Arrays.stream(AddressFamily.values())
                .filter(this::isSharedIn)
                .mapToInt(family -> problem.identifiers().left(family).orElse(0) - owners(family))
                .min()
                .orElse(0);
        return Math.max(Math.max(1, wholes.size()), left);
    }

    private boolean isSharedIn(AddressFamily family) {
        return terms.stream()
                .anyMatch(
                        asked -> asked.together().isEmpty() && asked.families().contains(family));
    }

    /** Routers that units in the family have together. */
    private int owners(AddressFamily family) {
        return Math.toIntExact(terms.stream()
                .filter(asked -> asked.families().contains(family))
                .flatMap(asked -> asked.together().stream())
                .distinct()
                .count());
    }
}
