package io.ipvsoperator.operator.placement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Failover orders by name: what becomes of one when directors come, go or fall silent. */
final class Orders {
    private final List<String> names;
    private final Map<String, Integer> numbers = new HashMap<>();

    /** @param directors by name */
    Orders(List<Director> directors) {
        names = directors.stream().map(Director::name).toList();
        for (Director director : directors) {
            if (director.available()) {
                numbers.put(director.name(), numbers.size());
            }
        }
    }

    boolean isAvailable(String name) {
        return numbers.containsKey(name);
    }

    /** The place among the available directors. */
    int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("director " + name + " is not available");
        }
        return number;
    }

    /** The current order without directors that are gone, those that are new behind it. Empty for a newcomer, or when all are gone. */
    List<String> standing(Unit unit) {
        List<String> order = new ArrayList<>(unit.order());
        order.retainAll(names);
        return order.isEmpty() ? List.of() : completed(order);
    }

    /** An order that begins with {@code first}; those not available keep the rank they have in {@code standing}. */
    List<String> beginningWith(List<String> first, List<String> standing) {
        List<String> order = new ArrayList<>(first);
        for (String name : completed(first)) {
            if (isAvailable(name) && !order.contains(name)) {
                order.add(name);
            }
        }
        for (int rank = 0; rank < standing.size(); rank++) {
            if (!isAvailable(standing.get(rank))) {
                order.add(Math.min(rank, order.size()), standing.get(rank));
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
        return complete;
    }
}
