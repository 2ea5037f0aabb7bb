package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.pacing.Move;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.Mode;
import io.ipvsoperator.operator.placement.Outlook;
import io.ipvsoperator.operator.placement.Peak;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Placer;
import io.ipvsoperator.operator.placement.Unit;
import io.ipvsoperator.operator.placement.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the mode of placement: what runs is kept, or goes home, or is rebalanced. While any director is silent nothing that runs
 * changes.
 */
final class Replanning {
    private final String pool;
    private final PlacementProblem problem;
    private final Map<String, List<String>> standing;
    private final PlacementMemory placements;

    Replanning(String pool, PlacementProblem problem, PlacementMemory placements) {
        this.pool = pool;
        this.problem = problem;
        this.placements = placements;
        standing = Placer.standing(problem);
    }

    Target target(Rebalancing rebalancing) {
        boolean silence = problem.directors().stream()
                .anyMatch(director -> director.availability() == Director.Availability.SILENT);
        Set<String> away = silence ? Set.of() : away();
        Target settled = away.isEmpty()
                ? Target.of(place(problem), false)
                : home(away).orElseGet(() -> Target.of(place(problem.with(new Mode.Restore())), false));
        return mayBeRebalanced(settled, rebalancing) ? rebalanced(rebalancing).orElse(settled) : settled;
    }

    private Placement place(PlacementProblem question) {
        return placements.place(pool, question);
    }

    /** Units whose home order begins with other available directors than theirs. */
    private Set<String> away() {
        Map<String, List<String>> homes = homes();
        Set<String> away = new HashSet<>();
        homes.forEach((unit, home) -> {
            List<String> now = standing.get(unit);
            if (now != null && !serving(home).equals(serving(now))) {
                away.add(unit);
            }
        });
        return away;
    }

    private Map<String, List<String>> homes() {
        return Placer.standing(problem.withUnits(problem.units().stream()
                .filter(unit -> !unit.home().isEmpty())
                .map(unit -> inOrder(unit, unit.home()))
                .toList()));
    }

    /** Nobody's present holding of the unit puts anybody in front. */
    static Unit inOrder(Unit unit, List<String> order) {
        return new Unit(unit.name(), unit.group(), unit.demand(), order, Optional.empty(), unit.home(), unit.terms());
    }

    /** As far down as tolerated losses reach. */
    private List<String> serving(List<String> order) {
        return order.stream()
                .filter(this::isAvailable)
                .limit(problem.toleratedFailures() + 1L)
                .toList();
    }

    private boolean isAvailable(String name) {
        return problem.directors().stream().anyMatch(director -> director.name().equals(name) && director.available());
    }

    /** Everybody at home, if that stands as it is and has no more overload than there is now. */
    private Optional<Target> home(Set<String> away) {
        Map<String, List<String>> homes = homes();
        PlacementProblem there = problem.withUnits(problem.units().stream()
                .map(unit ->
                        away.contains(unit.name()) ? inOrder(unit, homes.getOrDefault(unit.name(), List.of())) : unit)
                .toList());
        Placement placement = place(there.with(new Mode.Keep()));
        boolean stands = placement.moved().isEmpty()
                && placement.reordered().stream().allMatch(unit -> unit.order().equals(standing.get(unit.name())));
        boolean worthIt = !(placement.verdict() instanceof Verdict.Overloaded)
                || Outlook.of(there).compareTo(Outlook.of(problem)) <= 0;
        return stands && worthIt ? Optional.of(homeward(placement, away)) : Optional.empty();
    }

    private Target homeward(Placement placement, Set<String> away) {
        Map<String, List<String>> orders = Target.orders(placement);
        String reason = reason(placement);
        List<Move> moves = new ArrayList<>();
        Set<String> reordered = new HashSet<>();
        away.stream().sorted().forEach(unit -> {
            String from = serving(standing.getOrDefault(unit, List.of())).getFirst();
            String to = serving(orders.getOrDefault(unit, List.of())).getFirst();
            if (from.equals(to)) {
                reordered.add(unit);
            } else {
                moves.add(new Move(unit, from, to, reason));
            }
        });
        placement.reordered().forEach(unit -> reordered.add(unit.name()));
        return new Target(placement, orders, moves, reordered, false);
    }

    private String reason(Placement after) {
        Map<String, Unit> units = new HashMap<>();
        problem.units().forEach(unit -> units.put(unit.name(), unit));
        Placement before = placements.asItStands(pool, problem);
        Optional<Integer> then = percent(before);
        Optional<Integer> now = percent(after);
        return then.isPresent() && now.isPresent() && now.get() < then.get()
                ? "to its planned order, which lowers the worst case from " + then.get() + " % to " + now.get()
                        + " % of a capacity"
                : "back to its home order";
    }

    private static Optional<Integer> percent(Placement placement) {
        return placement.worst().flatMap(Peak::utilization).map(fraction -> fraction.percent());
    }

    /** Only from rest, with everybody there, and by numbers that are known. */
    private boolean mayBeRebalanced(Target settled, Rebalancing rebalancing) {
        boolean everybody = problem.directors().stream().allMatch(Director::available);
        boolean newcomers = problem.units().stream().anyMatch(Unit::newcomer);
        boolean known = !(settled.placement().verdict() instanceof Verdict.CapacityUnknown);
        return rebalancing.automatic()
                && everybody
                && !newcomers
                && known
                && settled.changesNothing()
                && Placer.mayGain(problem, settled.placement(), rebalancing.minimumGain());
    }

    private Optional<Target> rebalanced(Rebalancing rebalancing) {
        return Optional.of(Target.of(place(problem.with(rebalancing.mode())), true))
                .filter(target -> !target.changesNothing());
    }
}
