package io.ipvsoperator.operator.placement;

import java.util.List;

/** What happened to a unit, told from its order before and after. */
final class Changes {
    private Changes() {}

    static Change of(Unit unit, List<String> order, Orders orders) {
        String active = available(order, orders).getFirst();
        if (unit.newcomer()) {
            return new Change.Placed("new, on " + active);
        }
        String home = unit.order().getFirst();
        List<String> standing = orders.standing(unit);
        List<String> before = available(standing, orders);
        if (before.isEmpty()) {
            return new Change.Forced(home, active, "no director of its order is available");
        }
        if (!before.getFirst().equals(active)) {
            String from = before.getFirst();
            return new Change.Moved(from, active, "on " + from + " a loss to be tolerated would overload a director");
        }
        if (!home.equals(active) && !orders.isAvailable(home)) {
            String why = standing.contains(home) ? " is not available" : " is no director of the pool any longer";
            return new Change.Forced(home, active, home + why);
        }
        return order.equals(standing)
                ? new Change.Kept("nothing is gained by a change")
                : new Change.Reordered("the order before would overload a director after a loss to be tolerated");
    }

    private static List<String> available(List<String> order, Orders orders) {
        return order.stream().filter(orders::isAvailable).toList();
    }
}
