package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.pacing.Move;
import io.ipvsoperator.operator.placement.Change;
import io.ipvsoperator.operator.placement.Placement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the units of a pool shall come to.
 *
 * @param orders by unit
 * @param moves that lead there, in no order
 * @param reordered units whose active director stays
 * @param rebalanced whether it is for a lower worst case that something changes, for good
 */
record Target(
        Placement placement,
        Map<String, List<String>> orders,
        List<Move> moves,
        Set<String> reordered,
        boolean rebalanced) {
    Target {
        orders = Map.copyOf(orders);
        moves = List.copyOf(moves);
        reordered = Set.copyOf(reordered);
    }

    static Target of(Placement placement, boolean rebalanced) {
        return new Target(
                placement,
                orders(placement),
                placement.moved().stream()
                        .map(unit -> move(unit.name(), (Change.Moved) unit.change()))
                        .toList(),
                placement.reordered().stream().map(Placement.PlacedUnit::name).collect(Collectors.toSet()),
                rebalanced);
    }

    static Map<String, List<String>> orders(Placement placement) {
        return placement.units().stream()
                .collect(Collectors.toMap(Placement.PlacedUnit::name, Placement.PlacedUnit::order));
    }

    private static Move move(String unit, Change.Moved moved) {
        return new Move(unit, moved.from(), moved.to(), moved.reason());
    }

    boolean changesNothing() {
        return moves.isEmpty() && reordered.isEmpty();
    }
}
