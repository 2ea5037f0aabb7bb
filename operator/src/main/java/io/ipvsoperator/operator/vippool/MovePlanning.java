package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.pacing.Handover;
import io.ipvsoperator.operator.pacing.LastMove;
import io.ipvsoperator.operator.pacing.Move;
import io.ipvsoperator.operator.pacing.MoveOrder;
import io.ipvsoperator.operator.pacing.Pacing;
import io.ipvsoperator.operator.pacing.Surroundings;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Placer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which part of a target is published now: all of it but moves by choice, which are paced. */
final class MovePlanning {
    private final PlacementProblem problem;
    private final Map<String, List<String>> standing;
    private final Target target;
    private final MoveOrder order;

    MovePlanning(PlacementProblem problem, Target target) {
        this.target = target;
        standing = Placer.standing(problem);
        this.problem = problem.withUnits(problem.units().stream()
                .map(unit -> Replanning.inOrder(unit, standing.getOrDefault(unit.name(), List.of())))
                .toList());
        order = new MoveOrder(this.problem, target.orders());
    }

    MovesPlan moves(Pacing pacing, Optional<LastMove> last, Handover handover, Surroundings surroundings, Instant now) {
        List<Move> moves = order.of(target.moves(), surroundings);
        Optional<MovesPlan.Done> verified = handover instanceof Handover.Verified(String outcome)
                ? last.map(move -> new MovesPlan.Done(move.asVerified(), outcome))
                : Optional.empty();
        return switch (pacing.decide(moves, last, handover, surroundings, now)) {
            case Pacing.Decision.Nothing() ->
                new MovesPlan(List.of(), Optional.empty(), verified, Optional.empty(), Optional.empty());
            case Pacing.Decision.Publish(Move move) ->
                new MovesPlan(
                        moves.subList(1, moves.size()),
                        Optional.of(move),
                        verified,
                        Optional.empty(),
                        moves.size() > 1 ? Optional.of(pacing.interval()) : Optional.empty());
            case Pacing.Decision.Hold(var reason, var again) ->
                new MovesPlan(moves, Optional.empty(), verified, Optional.of(reason), again);
        };
    }

    /** By unit, what is published now. */
    Map<String, List<String>> orders(MovesPlan moves) {
        Map<String, List<String>> orders = new HashMap<>(target.orders());
        Set<String> held = moves.pending().stream().map(Move::unit).collect(Collectors.toSet());
        if (!held.isEmpty() && !target.reordered().isEmpty() && !order.mayGoFirst(target.reordered())) {
            held.addAll(target.reordered());
        }
        held.forEach(unit -> orders.put(unit, standing.get(unit)));
        return orders;
    }

    /** The problem with every unit where it is put now. */
    PlacementProblem after(Map<String, List<String>> orders) {
        return problem.withUnits(problem.units().stream()
                .filter(unit -> orders.containsKey(unit.name()))
                .map(unit -> Replanning.inOrder(unit, orders.getOrDefault(unit.name(), List.of())))
                .toList());
    }
}
