package io.ipvsoperator.operator.placement;

import java.util.List;
import java.util.Optional;

/**
 * What happened to units, told from their orders before and after.
 *
 * @param cause the overload that there would be had nothing that runs been touched
 * @param gain what the worst case was and is, where that is what changes are for
 * @param relief what the normal peak was and is, where moves are for that, too
 */
record Changes(Orders orders, Mode mode, Optional<Peak> cause, String gain, String relief) {
    private static final Change KEPT = new Change.Kept("nothing is gained by a change");

    /** @param standing the order before, as far as it can stand */
    Change of(Unit unit, List<String> standing, List<String> order) {
        if (order.equals(standing) && order.equals(unit.order()) && orders.isAvailable(order.getFirst())) {
            return KEPT;
        }
        String active = orders.active(order).orElseThrow();
        if (unit.newcomer()) {
            return new Change.Placed("new: " + active + " serves it" + behind(order, active));
        }
        Optional<String> before = orders.active(standing);
        String home = unit.order().getFirst();
        if (before.isEmpty()) {
            return new Change.Forced(home, active, "no director of its order is available");
        }
        if (!before.get().equals(active)) {
            return new Change.Moved(before.get(), active, why(unit, order, before.get()));
        }
        boolean held = unit.holder().filter(active::equals).isPresent();
        if (!home.equals(active) && !orders.isAvailable(home) && !held) {
            return new Change.Forced(home, active, home + absence(home) + "; " + active + " is next in its order");
        }
        if (!order.equals(standing)) {
            return new Change.Reordered(why(unit, order, active));
        }
        return held && !home.equals(active)
                ? new Change.Reordered(active + " holds it today and so becomes the first of its order")
                : KEPT;
    }

    private String absence(String director) {
        return orders.isKnown(director) ? " is not available" : " is no director of the pool any longer";
    }

    private String behind(List<String> order, String active) {
        List<String> others =
                order.stream().filter(orders::isAvailable).skip(1).limit(1).toList();
        return others.isEmpty() ? "" : "; " + others.getFirst() + " takes over if " + active + " is lost";
    }

    private String why(Unit unit, List<String> order, String before) {
        Optional<String> terms = againstTerms(unit, before);
        if (terms.isPresent()) {
            return terms.get();
        }
        boolean goesHome = mode instanceof Mode.Restore
                && !unit.home().isEmpty()
                && orders.known(unit.home()).equals(order);
        if (goesHome) {
            return "back to its home order";
        }
        return cause.map(peak -> "with nothing changed, " + peak.describe())
                .orElse(gain.isEmpty() ? "makes room for others" : gain + relief(order, before));
    }

    /** Behind who is active nothing changes what normal times are like. */
    private String relief(List<String> order, String before) {
        return orders.active(order).filter(before::equals).isPresent() ? "" : relief;
    }

    private Optional<String> againstTerms(Unit unit, String before) {
        Terms terms = unit.terms();
        if (terms.pin()
                .filter(orders::isAvailable)
                .filter(pin -> !pin.equals(before))
                .isPresent()) {
            return Optional.of("it is pinned to " + terms.pin().get());
        }
        List<String> serving =
                orders.standing(unit).stream().filter(orders::isAvailable).toList();
        boolean some = terms.allowed().stream().anyMatch(orders::isAvailable);
        return serving.stream()
                .limit(terms.allowed().stream().filter(orders::isAvailable).count())
                .filter(director -> some && !terms.allowed().contains(director))
                .findFirst()
                .map(director -> director + " is not among its allowed directors "
                        + String.join(", ", terms.allowed().stream().sorted().toList()));
    }
}
