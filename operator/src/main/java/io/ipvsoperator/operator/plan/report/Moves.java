package io.ipvsoperator.operator.plan.report;

import io.ipvsoperator.operator.placement.Change;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What differs between two placements of the same units. */
final class Moves {
    private Moves() {}

    /**
     * @param from who serves before; empty: nobody, or the unit is new
     * @param to who serves afterwards
     * @param change what it takes: only a move is a change by choice
     */
    record Move(String unit, Optional<String> from, Optional<String> to, Change change) {
        boolean changesHands() {
            return !from.equals(to);
        }
    }

    /** Units whose director or order differs, in the order of the placement afterwards. */
    static List<Move> between(Solved before, Solved after) {
        Map<String, List<String>> orders = before.placement().units().stream()
                .collect(Collectors.toMap(Placement.PlacedUnit::name, Placement.PlacedUnit::order));
        List<Move> moves = new ArrayList<>();
        for (Placement.PlacedUnit unit : after.placement().units()) {
            Move move = new Move(
                    unit.name(),
                    active(before.problem(), orders.getOrDefault(unit.name(), List.of())),
                    active(after.problem(), unit.order()),
                    unit.change());
            if (move.changesHands() || !(unit.change() instanceof Change.Kept)) {
                moves.add(move);
            }
        }
        return moves;
    }

    static Optional<String> active(PlacementProblem problem, List<String> order) {
        Set<String> available = problem.directors().stream()
                .filter(Director::available)
                .map(Director::name)
                .collect(Collectors.toSet());
        return order.stream().filter(available::contains).findFirst();
    }
}
