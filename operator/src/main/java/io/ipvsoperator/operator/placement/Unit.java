package io.ipvsoperator.operator.placement;

import java.util.List;
import java.util.Set;

/**
 * What moves together: the virtual router of each family, with one demand and one failover order.
 *
 * @param name unique in its problem
 * @param group units of one group are admitted or refused together
 * @param demand what is unknown is balanced by count and cannot overload
 * @param order the names of directors as of now, first the active one; empty for a newcomer. It may name directors that the
 *     problem no longer has
 */
public record Unit(String name, String group, Amounts demand, List<String> order) {
    public Unit {
        order = List.copyOf(order);
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a unit is blank but must be unique in its problem");
        }
        if (Set.copyOf(order).size() != order.size()) {
            throw new IllegalArgumentException("unit " + name + ": order " + order + " names a director twice");
        }
    }

    public boolean newcomer() {
        return order.isEmpty();
    }
}
