package io.ipvsoperator.operator.placement.search;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A lower worst case for a limited number of moves, then with those that are left a lower normal peak. Owned by one search. */
final class Improvement {
    private static final int TRIALS = 500_000;
    private static final int ALL_TRIALS = 3_000_000;
    private static final int STEPS = 20_000;
    private static final int SEARCHED_ITEMS = 64;
    private static final int HALVINGS = 8;
    /** Of what is no answer. */
    private static final Fraction NEVER = new Fraction(Long.MAX_VALUE, 1);

    private final Space space;
    private final int maximumMoves;
    private final Fraction bound;
    private final Steps steps = new Steps(TRIALS, ALL_TRIALS);
    private final Steps stepsToNormal = new Steps(TRIALS, ALL_TRIALS);

    Improvement(Space space, int maximumMoves) {
        this.space = space;
        this.maximumMoves = maximumMoves;
        bound = Bounds.worst(space.instance).share();
    }

    /**
     * Empty when the moves do not gain as much.
     *
     * @param gain the least that the worst case has to fall by
     */
    Optional<Solution> of(Solution kept, Fraction gain) {
        int[] before = prefixes(kept);
        Draft draft = new Draft(space, before);
        int mostMoves = Math.toIntExact(Math.min(space.instance.units(), (long) draft.moves() + maximumMoves));
        lowerWorst(draft, before, mostMoves);
        boolean worthIt = draft.worst().plus(gain).compareTo(kept.worst()) <= 0
                && draft.worst().compareTo(kept.worst()) < 0;
        if (!worthIt) {
            return Optional.empty();
        }
        lowerNormal(draft, before, mostMoves, asGood(draft, kept, gain));
        boolean cutShort = kept.cutShort() || steps.ranOut() || stepsToNormal.ranOut();
        return Optional.of(Solution.of(draft, false, cutShort, kept.bound()));
    }

    private int[] prefixes(Solution solution) {
        return solution.prefixes().stream().mapToInt(space::number).toArray();
    }

    private void lowerWorst(Draft draft, int[] before, int mostMoves) {
        descend(draft, mostMoves);
        if (space.instance.items() <= SEARCHED_ITEMS) {
            search(draft, before, mostMoves);
        }
        undoNeedless(draft, before, Draft::worst);
    }

    /** What re-ordering alone gains, then one move more at a time. */
    private void descend(Draft draft, int mostMoves) {
        int moves = draft.moves();
        while (moves <= mostMoves && draft.worst().compareTo(bound) > 0 && !steps.usedUp()) {
            descent(draft, space.instance.losses(), noMoreOverload(draft).moving(moves++), steps)
                    .run(bound);
        }
    }

    private static Ceilings noMoreOverload(Draft draft) {
        Ceilings ceilings = Ceilings.NONE;
        for (int level = 0; level <= draft.space().instance.losses(); level++) {
            ceilings = ceilings.with(level, Loads.Measure.CHECKED, draft.overload(level));
        }
        return ceilings;
    }

    private Descent descent(Draft draft, int level, Ceilings ceilings, Steps some) {
        int[] all = space.prefixes.numbersOfAll();
        return new Descent(draft, level, Loads.Measure.BALANCED, ceilings, space.instance.bySize(), all, some);
    }

    /** By halving what is between the bound and what was found. */
    private void search(Draft found, int[] before, int mostMoves) {
        Fraction low = bound;
        for (int i = 0; i < HALVINGS && low.compareTo(found.worst()) < 0; i++) {
            Fraction middle = low.between(found.worst());
            Draft draft = new Draft(space, before);
            boolean reached = FewestChanges.apply(draft, Loads.Measure.BALANCED, middle, maximumMoves, STEPS, steps);
            if (reached && draft.moves() <= mostMoves && overloadsNoMore(draft, found)) {
                found.reset(draft.prefixes());
            } else {
                low = middle;
            }
        }
    }

    private boolean overloadsNoMore(Draft draft, Draft than) {
        return IntStream.rangeClosed(0, space.instance.losses())
                .allMatch(level -> draft.overload(level).compareTo(than.overload(level)) <= 0);
    }

    /** Up to which worst cases are as good as that of the draft, if the gain lasts. */
    private Fraction asGood(Draft draft, Solution kept, Fraction gain) {
        Fraction limit = Levelling.goodEnough(draft.worst(), bound);
        boolean lasting = limit.plus(gain).compareTo(kept.worst()) <= 0 && limit.compareTo(kept.worst()) < 0;
        return lasting ? limit : draft.worst();
    }

    /**
     * A director that joins is the reserve of all others as far as the worst case goes: the moves that are left give it its part
     * of what is served in normal times. If that is too much for the worst case, half as many may not be.
     */
    private void lowerNormal(Draft draft, int[] before, int mostMoves, Fraction limit) {
        int[] lowestWorst = draft.prefixes();
        Fraction normal = draft.normal();
        boolean lowered = false;
        for (int moves = mostMoves - draft.moves(); moves > 0 && !lowered; moves /= 2) {
            lowerNormal(draft, draft.moves() + moves, limit);
            lowered = draft.worst().compareTo(limit) <= 0
                    && draft.normal().raised(Levelling.TOLERANCE_PERCENT).compareTo(normal) < 0;
            if (!lowered) {
                draft.reset(lowestWorst);
            }
        }
        if (lowered) {
            undoNeedless(draft, before, other -> other.worst().compareTo(limit) <= 0 ? other.normal() : NEVER);
        }
    }

    /** Who is active first, then, as what stood behind the former ones may be too much now, who takes over. */
    private void lowerNormal(Draft draft, int mostMoves, Fraction limit) {
        int losses = space.instance.losses();
        Ceilings overloads = noMoreOverload(draft);
        descent(draft, 0, Ceilings.NONE.moving(mostMoves), stepsToNormal)
                .run(Bounds.divisible(space.instance).normal());
        Ceilings ceilings = overloads.with(0, Loads.Measure.BALANCED, draft.normal());
        descent(draft, losses, ceilings.moving(draft.moves()), stepsToNormal).run(limit);
    }

    /** Items get the prefix back that they had, where that raises nothing that counts. */
    private void undoNeedless(Draft draft, int[] before, Function<Draft, Fraction> goal) {
        for (int item : space.instance.bySize()) {
            int changed = draft.prefix(item);
            if (before[item] != changed && draft.admits(item, before[item])) {
                Fraction now = goal.apply(draft);
                draft.replace(item, before[item]);
                if (goal.apply(draft).compareTo(now) > 0) {
                    draft.replace(item, changed);
                }
            }
        }
    }
}
