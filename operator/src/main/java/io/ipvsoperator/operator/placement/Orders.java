package io.ipvsoperator.operator.placement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Failover orders by name: what becomes of one when directors come, go or fall silent. */
final class Orders {
    private static final int NOT_AVAILABLE = -1;

    private final List<String> names;
    private final Map<String, Integer> places = new HashMap<>();
    private final int[] numbers;
    /** Many units share an order: by identity what is known of it is found without a look at the names in it. */
    private final IdentityHashMap<List<String>, List<String>> standing = new IdentityHashMap<>();
    /** Equal orders are one. */
    private final Map<List<String>, List<String>> equal = new HashMap<>();
    /** By length. */
    private final Map<Integer, IdentityHashMap<List<String>, List<Integer>>> prefixes = new HashMap<>();

    /** @param directors by name */
    Orders(List<Director> directors) {
        names = directors.stream().map(Director::name).toList();
        numbers = new int[names.size()];
        int available = 0;
        for (int place = 0; place < numbers.length; place++) {
            places.put(names.get(place), place);
            numbers[place] = directors.get(place).available() ? available++ : NOT_AVAILABLE;
        }
    }

    /** Of the directors, those not available included. */
    int count() {
        return names.size();
    }

    boolean isKnown(String name) {
        return places.containsKey(name);
    }

    boolean isAvailable(String name) {
        Integer place = places.get(name);
        return place != null && numbers[place] != NOT_AVAILABLE;
    }

    /** The place among the available directors. */
    int number(String name) {
        Integer place = places.get(name);
        if (place == null || numbers[place] == NOT_AVAILABLE) {
            throw new IllegalArgumentException("director " + name + " is not available");
        }
        return numbers[place];
    }

    /** The numbers of the first available ones. */
    List<Integer> prefix(List<String> order, int ranks) {
        return prefix(prefixes.computeIfAbsent(ranks, length -> new IdentityHashMap<>()), order, ranks);
    }

    /** The same of each of many. */
    List<List<Integer>> prefixes(List<List<String>> many, int ranks) {
        IdentityHashMap<List<String>, List<Integer>> known =
                prefixes.computeIfAbsent(ranks, length -> new IdentityHashMap<>());
        List<List<Integer>> found = new ArrayList<>(many.size());
        for (List<String> order : many) {
            found.add(prefix(known, order, ranks));
        }
        return found;
    }

    private List<Integer> prefix(IdentityHashMap<List<String>, List<Integer>> known, List<String> order, int ranks) {
        return known.computeIfAbsent(
                order,
                names -> names.stream()
                        .filter(this::isAvailable)
                        .limit(ranks)
                        .map(this::number)
                        .toList());
    }

    /** Who serves; empty when nobody of the order can. */
    Optional<String> active(List<String> order) {
        return order.stream().filter(this::isAvailable).findFirst();
    }

    /**
     * The current order without directors that are gone, those that are new behind it, and in front of all who holds the unit
     * today. Empty for a newcomer, or when all are gone.
     */
    List<String> standing(Unit unit) {
        List<String> order =
                standing.computeIfAbsent(unit.order(), current -> equal.computeIfAbsent(current, this::known));
        Optional<String> holder = unit.holder().filter(this::isAvailable);
        if (order.isEmpty() || holder.isEmpty() || active(order).equals(holder)) {
            return order;
        }
        List<String> held = new ArrayList<>(order);
        held.remove(holder.get());
        held.addFirst(holder.get());
        return List.copyOf(held);
    }

    /** As {@link #standing}, of an order to go back to. */
    List<String> known(List<String> order) {
        if (order.size() == names.size() && order.stream().allMatch(places::containsKey)) {
            return order;
        }
        List<String> kept = order.stream().filter(places::containsKey).toList();
        return kept.isEmpty() ? List.of() : completed(kept);
    }

    /** An order that begins with {@code first}; those not available keep the rank they have in {@code standing}. */
    List<String> beginningWith(List<String> first, List<String> standingOrder) {
        List<String> order = new ArrayList<>(first);
        for (String name : completed(first)) {
            if (isAvailable(name) && !order.contains(name)) {
                order.add(name);
            }
        }
        for (int rank = 0; rank < standingOrder.size(); rank++) {
            if (!isAvailable(standingOrder.get(rank))) {
                order.add(Math.min(rank, order.size()), standingOrder.get(rank));
            }
        }
        return completed(order);
    }

    /** Those that are missing follow by name, round from the last one on, so that tails differ. */
    private List<String> completed(List<String> order) {
        List<String> complete = new ArrayList<>(order);
        int from = names.indexOf(order.getLast());
        for (int i = 1; i <= names.size(); i++) {
            String name = names.get((from + i) % names.size());
            if (!complete.contains(name)) {
                complete.add(name);
            }
        }
        return List.copyOf(complete);
    }
}
