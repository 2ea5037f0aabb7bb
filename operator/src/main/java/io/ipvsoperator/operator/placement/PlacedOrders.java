package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.address.AddressFamily;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Whole orders from the prefixes of a solution. */
final class PlacedOrders {
    private final Numbering numbering;
    private final Orders orders;
    private final int ranks;
    /** Orders that stand, to be shared by those that begin alike. */
    private final Map<List<Integer>, List<String>> byPrefix = new HashMap<>();

    private final List<List<String>> placed = new ArrayList<>();

    /** @param prefixes of each item */
    PlacedOrders(Numbering numbering, List<List<Integer>> prefixes) {
        this.numbering = numbering;
        orders = numbering.orders();
        ranks = numbering.instance().ranks();
        List<List<Integer>> byUnit = byUnit(prefixes);
        List<List<Integer>> before = orders.prefixes(numbering.standing(), ranks);
        Set<List<String>> known = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int unit = 0; unit < byUnit.size(); unit++) {
            List<String> standing = numbering.standing().get(unit);
            boolean kept = before.get(unit).equals(byUnit.get(unit));
            placed.add(kept ? standing : List.of());
            if (kept && known.add(standing)) {
                byPrefix.putIfAbsent(byUnit.get(unit), standing);
            }
        }
        for (int unit = 0; unit < byUnit.size(); unit++) {
            if (placed.get(unit).isEmpty()) {
                placed.set(unit, order(unit, byUnit.get(unit)));
            }
        }
    }

    private List<List<Integer>> byUnit(List<List<Integer>> prefixes) {
        if (prefixes.size() == numbering.units().size()) {
            return prefixes;
        }
        List<List<Integer>> byUnit = new ArrayList<>();
        numbering.units().forEach(unit -> byUnit.add(List.of()));
        IntStream.range(0, prefixes.size())
                .forEach(item -> numbering.items().get(item).forEach(unit -> byUnit.set(unit, prefixes.get(item))));
        return byUnit;
    }

    /** Where routers are counted those that can share one have one order down to the last rank. */
    private List<String> order(int unit, List<Integer> prefix) {
        boolean shares = numbering.instance().limits().orders() != Integer.MAX_VALUE
                && numbering.units().get(unit).terms().together().isEmpty();
        List<String> known = shares ? byPrefix.getOrDefault(prefix, List.of()) : List.of();
        List<String> order = known.isEmpty() ? ownOrder(unit, prefix) : known;
        if (shares) {
            byPrefix.putIfAbsent(prefix, order);
        }
        return order;
    }

    private List<String> ownOrder(int unit, List<Integer> prefix) {
        List<String> remembered = numbering.units().get(unit).home();
        List<String> home = remembered.isEmpty() ? remembered : orders.known(remembered);
        if (!home.isEmpty() && orders.prefix(home, ranks).equals(prefix)) {
            return home;
        }
        List<String> first = prefix.stream()
                .map(number -> numbering.available().get(number).name())
                .toList();
        boolean everybody = numbering.available().size() == orders.count();
        List<String> standing = numbering.standing().get(unit);
        if (!everybody && !standing.isEmpty()) {
            return orders.beginningWith(first, standing);
        }
        return byPrefix.computeIfAbsent(prefix, same -> orders.beginningWith(first, List.of()));
    }

    /** In the order of the units. */
    List<List<String>> list() {
        return placed;
    }

    /** Of each family in which there is a unit, how many virtual routers orders need. */
    static Map<AddressFamily, Integer> routers(List<Unit> units, List<List<String>> placed) {
        IdentityHashMap<Terms, DistinctOrders> shared = new IdentityHashMap<>();
        List<Terms> own = new ArrayList<>();
        for (int unit = 0; unit < placed.size(); unit++) {
            Terms terms = units.get(unit).terms();
            if (terms.together().isPresent()) {
                own.add(terms);
            } else {
                shared.computeIfAbsent(terms, first -> new DistinctOrders()).add(placed.get(unit));
            }
        }
        Map<AddressFamily, Integer> counts = new EnumMap<>(AddressFamily.class);
        for (AddressFamily family : AddressFamily.values()) {
            int routers = shared(family, shared) + own(family, own);
            if (routers > 0) {
                counts.put(family, routers);
            }
        }
        return counts;
    }

    private static int shared(AddressFamily family, IdentityHashMap<Terms, DistinctOrders> byTerms) {
        Set<List<String>> orders = new HashSet<>();
        byTerms.forEach((terms, some) -> {
            if (terms.families().contains(family)) {
                orders.addAll(some.all());
            }
        });
        return orders.size();
    }

    private static int own(AddressFamily family, List<Terms> all) {
        Set<String> own = new HashSet<>();
        for (Terms terms : all) {
            if (terms.families().contains(family)) {
                terms.together().ifPresent(own::add);
            }
        }
        return own.size();
    }
}
