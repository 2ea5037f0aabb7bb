package io.ipvsoperator.operator.placement;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What moves together: the virtual router of each family, with one demand and one failover order.
 *
 * @param name unique in its problem
 * @param group units of one group, the addresses of a service, are admitted or refused together
 * @param demand what is unknown is balanced by count and cannot overload
 * @param order the names of directors as of now, first the active one; empty for a newcomer. It may name directors that the
 *     problem no longer has
 * @param holder who is active today when that is not the first available of the order: without preemption it stays so, and
 *     becomes the first. Counts for nothing unless it is available
 * @param home the order to go back to in {@link Mode.Restore}; empty when none is remembered
 */
public record Unit(
        String name,
        String group,
        Amounts demand,
        List<String> order,
        Optional<String> holder,
        List<String> home,
        Terms terms) {
    public Unit {
        order = List.copyOf(order);
        home = List.copyOf(home);
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a unit is blank but must be unique in its problem");
        }
        requireDistinct(name, "order", order);
        requireDistinct(name, "home", home);
    }

    public Unit(String name, String group, Amounts demand, List<String> order) {
        this(name, group, demand, order, Optional.empty(), List.of(), Terms.NONE);
    }

    public boolean newcomer() {
        return order.isEmpty();
    }

    public Unit withDemand(Amounts other) {
        return new Unit(name, group, other, order, holder, home, terms);
    }

    public Unit withOrder(List<String> other) {
        return new Unit(name, group, demand, other, holder, home, terms);
    }

    public Unit heldBy(String director) {
        return new Unit(name, group, demand, order, Optional.of(director), home, terms);
    }

    public Unit withHome(List<String> other) {
        return new Unit(name, group, demand, order, holder, other, terms);
    }

    public Unit on(Terms other) {
        return new Unit(name, group, demand, order, holder, home, other);
    }

    private static void requireDistinct(String name, String field, List<String> directors) {
        if (new HashSet<>(directors).size() != directors.size()) {
            throw new IllegalArgumentException(
                    "unit " + name + ": " + field + " " + directors + " names a director twice");
        }
    }
}
