package io.ipvsoperator.operator.placement.search;

import java.util.Optional;
import java.util.stream.IntStream;

/** A lower worst case for a limited number of moves. Owned by one search. */
final class Improvement {
    private static final int TRIALS = 500_000;
    private static final int ALL_TRIALS = 3_000_000;
    private static final int STEPS = 20_000;
    private static final int SEARCHED_ITEMS = 64;
    private static final int HALVINGS = 8;

    private final Space space;
    private final int maximumMoves;
    private final Fraction bound;
    private final Steps steps = new Steps(TRIALS, ALL_TRIALS);

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
        Draft draft = new Draft(
                space, kept.prefixes().stream().mapToInt(space::number).toArray());
        int movesBefore = draft.moves();
        descend(draft, movesBefore);
        if (space.instance.items() <= SEARCHED_ITEMS) {
            search(draft, kept, movesBefore);
        }
        undoNeedless(draft, kept);
        boolean worthIt = draft.worst().plus(gain).compareTo(kept.worst()) <= 0
                && draft.worst().compareTo(kept.worst()) < 0;
        return worthIt
                ? Optional.of(Solution.of(draft, false, kept.cutShort() || steps.ranOut(), kept.bound()))
                : Optional.empty();
    }

    /** What re-ordering alone gains, then one move more at a time. */
    private void descend(Draft draft, int movesBefore) {
        int[] all = space.prefixes.numbersOfAll();
        for (int moves = 0; moves <= maximumMoves && draft.worst().compareTo(bound) > 0; moves++) {
            Ceilings ceilings = Ceilings.NONE.moving(movesBefore + moves);
            for (int level = 0; level <= space.instance.losses(); level++) {
                ceilings = ceilings.with(level, Loads.Measure.CHECKED, draft.overload(level));
            }
            new Descent(
                            draft,
                            space.instance.losses(),
                            Loads.Measure.BALANCED,
                            ceilings,
                            space.instance.bySize(),
                            all,
                            steps)
                    .run(bound);
        }
    }

    /** By halving what is between the bound and what was found. */
    private void search(Draft found, Solution kept, int movesBefore) {
        Fraction low = bound;
        for (int i = 0; i < HALVINGS && low.compareTo(found.worst()) < 0; i++) {
            Fraction middle = low.between(found.worst());
            Draft draft = new Draft(
                    space, kept.prefixes().stream().mapToInt(space::number).toArray());
            boolean reached = FewestChanges.apply(draft, Loads.Measure.BALANCED, middle, maximumMoves, STEPS, steps);
            if (reached && draft.moves() <= movesBefore + maximumMoves && overloadsNoMore(draft, found)) {
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

    private void undoNeedless(Draft draft, Solution kept) {
        for (int item : space.instance.bySize()) {
            int before = space.number(kept.prefixes().get(item));
            int changed = draft.prefix(item);
            if (before != changed && draft.admits(item, before)) {
                Fraction worst = draft.worst();
                draft.replace(item, before);
                if (draft.worst().compareTo(worst) > 0) {
                    draft.replace(item, changed);
                }
            }
        }
    }
}
