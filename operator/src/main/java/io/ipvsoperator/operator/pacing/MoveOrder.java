package io.ipvsoperator.operator.pacing;

import io.ipvsoperator.operator.placement.Outlook;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of several moves comes first: the one after which the worst case is lowest. So where moves depend on each other, as when
 * two units change places, no state on the way has more overload than needs be.
 */
public final class MoveOrder {
    /** Each costs a look at all units. */
    private static final int MOST_COMPARED = 16;

    private final PlacementProblem problem;
    private final Map<String, List<String>> planned;

    /**
     * @param problem with every unit in the order that is published
     * @param planned the orders to come to
     */
    public MoveOrder(PlacementProblem problem, Map<String, List<String>> planned) {
        this.problem = problem;
        this.planned = Map.copyOf(planned);
    }

    /** The best first; behind it, and with very many, those of the largest units. */
    public List<Move> of(List<Move> moves) {
        if (moves.size() < 2) {
            return moves;
        }
        List<Move> largestFirst = moves.stream().sorted(largestFirst()).toList();
        Move best = largestFirst.stream()
                .limit(MOST_COMPARED)
                .min(Comparator.comparing(move -> outlook(Set.of(move.unit()))))
                .orElseThrow();
        List<Move> ordered = new ArrayList<>(largestFirst);
        ordered.remove(best);
        ordered.addFirst(best);
        return ordered;
    }

    private Comparator<Move> largestFirst() {
        Map<String, Long> bandwidths = problem.units().stream()
                .collect(Collectors.toMap(
                        Unit::name, unit -> unit.demand().bandwidth().orElse(0)));
        return Comparator.<Move, Long>comparing(move -> bandwidths.getOrDefault(move.unit(), 0L))
                .reversed()
                .thenComparing(Move::unit);
    }

    /**
     * The best first of those that nothing stands in the way of. Where the first of them counts on one that has to wait, and would
     * overload somebody without it, those that have to wait come first.
     */
    public List<Move> of(List<Move> moves, Surroundings surroundings) {
        List<Move> first = of(moves.stream()
                .filter(move -> surroundings.obstacle(move).isEmpty())
                .toList());
        List<Move> waiting = of(moves.stream()
                .filter(move -> surroundings.obstacle(move).isPresent())
                .toList());
        boolean counts = !waiting.isEmpty()
                && !first.isEmpty()
                && !mayGoFirst(Set.of(first.getFirst().unit()));
        List<Move> ordered = new ArrayList<>(counts ? waiting : first);
        ordered.addAll(counts ? first : waiting);
        return ordered;
    }

    /**
     * Whether these units may change now, before all others that are to: unless that has more overload than there is now, because it
     * counts on moves to come.
     */
    public boolean mayGoFirst(Set<String> units) {
        Outlook after = outlook(units);
        return !after.isOverloaded() || after.compareTo(outlook(Set.of())) <= 0;
    }

    /** With these units as planned and all others as published. */
    private Outlook outlook(Set<String> changed) {
        return Outlook.of(problem.withUnits(problem.units().stream()
                .map(unit -> changed.contains(unit.name())
                        ? unit.withOrder(planned.getOrDefault(unit.name(), unit.order()))
                        : unit)
                .toList()));
    }
}
