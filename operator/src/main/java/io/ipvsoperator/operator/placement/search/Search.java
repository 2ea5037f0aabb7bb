package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** From an instance to orders. Deterministic, and bounded by steps, not by a clock. */
public final class Search {
    private static final int MAXIMUM_PREFIXES = 60;
    private static final int MAXIMUM_ITEMS = 24;
    private static final int MANY_ITEMS = 400;
    private static final int ROUNDS_WITH_MANY_ITEMS = 2;
    private static final int PACKED_ITEMS = 200;
    private static final int PACKING_STEPS = 20_000;

    private final Instance instance;
    private final Effort effort;
    private final Steps steps;
    private final Space space;
    private final Bounds.Proof proof;
    private final Fraction bound;
    private final Optional<Packing.Outcome> packing;

    private Search(Instance instance, Effort effort, Steps steps) {
        this.instance = instance;
        this.effort = effort;
        this.steps = steps;
        space = new Space(instance);
        Bounds.Proof quick = Bounds.worst(instance);
        packing = packing(quick.share());
        proof = packing.filter(Packing.Outcome::proved)
                .map(packed -> new Bounds.Proof(packed.peak(), Bounds.Argument.PACKING))
                .map(packed -> Bounds.Proof.higher(quick, packed))
                .orElse(quick);
        bound = proof.share();
    }

    /** What is left by the loss of the largest directors, when everything is to be placed. */
    private Optional<Packing.Outcome> packing(Fraction known) {
        boolean fresh = space.open().length == instance.items();
        List<Integer> survivors = Templates.bySize(instance).subList(instance.losses(), instance.directors());
        return fresh && instance.items() <= PACKED_ITEMS && instance.items() > 0
                ? Optional.of(Packing.lowest(instance, survivors, known, PACKING_STEPS))
                : Optional.empty();
    }

    /**
     * As little as can be is changed. Its answer, with all items standing as it says, has itself for an answer, but for very many
     * items and an overload that another search may still make less.
     */
    public static Solution keep(Instance instance) {
        Steps steps = Effort.FULL.steps();
        Search search = new Search(instance, Effort.FULL, steps);
        Solution solution = search.once();
        int rounds = instance.items() <= MANY_ITEMS ? Integer.MAX_VALUE : ROUNDS_WITH_MANY_ITEMS;
        while (!solution.fits() && !solution.exact() && !instance.frozen() && rounds-- > 0 && !steps.usedUp()) {
            Solution again = new Search(instance.settledOn(solution.prefixes()), Effort.FULL, steps).once();
            if (again.prefixes().equals(solution.prefixes())) {
                return solution;
            }
            Optional<Solution> adopted = search.adopted(again, solution);
            if (adopted.isEmpty()) {
                return solution;
            }
            solution = adopted.get();
        }
        return solution;
    }

    /** Keeps, then takes moves that lower the worst case. */
    public static Solution improve(Instance instance, int maximumMoves, Fraction gain) {
        Solution kept = keep(instance);
        return new Improvement(new Space(instance), maximumMoves).of(kept, gain).orElse(kept);
    }

    /** Keeps, then lets items go home as long as everything fits. */
    public static Solution restore(Instance instance) {
        return new Restoration(new Space(instance)).of(keep(instance));
    }

    /** A placement without overload, at any price. Empty may also mean that none was found. */
    public static Optional<Solution> fitting(Instance instance) {
        if (Bounds.excludesFit(instance)) {
            return Optional.empty();
        }
        Search search = new Search(instance, Effort.PROBE, Effort.PROBE.steps());
        Draft draft = search.heuristic();
        if (!draft.fits() && search.small()) {
            draft = BranchAndBound.search(
                            search.space, Score::lowestWorst, draft.prefixes(), Fraction.ONE, Effort.PROBE.branches())
                    .draft();
        }
        return draft.fits() ? Optional.of(search.solution(draft, false)) : Optional.empty();
    }

    /**
     * The answer to a settled instance as one to the instance itself. It has less overload than the answer before it, as nothing
     * else is worth a change to what is settled: that is why this comes to an end. Empty where it has too many identifiers: what is
     * back where it stood needs the router it had, and not the one it would join had it never stood there.
     */
    private Optional<Solution> adopted(Solution again, Solution before) {
        Draft draft = draft(again);
        undoNeedless(draft);
        return draft.isAdmissible() || !draft(before).isAdmissible()
                ? Optional.of(solution(draft, false))
                : Optional.empty();
    }

    private Draft draft(Solution solution) {
        return new Draft(
                space, solution.prefixes().stream().mapToInt(space::number).toArray());
    }

    private Solution once() {
        if (space.open().length == 0) {
            Draft standing = new Draft(space, begun());
            if (instance.frozen() || standing.fits()) {
                return solution(standing, true);
            }
        }
        Draft draft = heuristic();
        return small() ? exhaustive(draft) : solution(draft, false);
    }

    private int[] begun() {
        int[] begun = space.standing();
        for (int item : space.open()) {
            begun[item] = Prefixes.NONE;
        }
        return begun;
    }

    private Draft heuristic() {
        int[] begun = begun();
        boolean settled = space.open().length == 0;
        Draft draft = settled
                ? new Draft(space, begun)
                : new Construction(space, begun, bound, packing, effort, steps).best();
        boolean changeable = !instance.frozen() && space.open().length < begun.length;
        return draft.fits() || !changeable ? draft : repaired(draft);
    }

    /** What runs may be touched, too. */
    private Draft repaired(Draft draft) {
        boolean few = instance.items() <= MANY_ITEMS;
        if (few && fewestChanges(draft)) {
            return levelled(draft);
        }
        int[] start = draft.prefixes();
        if (!new Repair(draft, effort.repairs(), steps).run()) {
            int[] all = space.prefixes.numbersOfAll();
            new Levelling(instance.bySize(), all, steps).lowerWorst(draft, Fraction.ONE);
        }
        undoNeedless(draft);
        Draft before = new Draft(space, start);
        return levelled(Score.lowestWorst(before).compareTo(Score.lowestWorst(draft)) <= 0 ? before : draft);
    }

    private boolean fewestChanges(Draft draft) {
        return FewestChanges.apply(
                draft, Loads.Measure.CHECKED, Fraction.ONE, Integer.MAX_VALUE, effort.changes(), steps);
    }

    /** Items that cost nothing once more, now that others made room. */
    private Draft levelled(Draft draft) {
        Levelling levelling = new Levelling(space.openBySize(), space.prefixes.numbersOfAll(), steps);
        levelling.lowerWorst(draft, bound);
        levelling.lowerNormal(
                draft,
                Levelling.goodEnough(draft.worst(), bound),
                Bounds.divisible(instance).normal());
        return draft;
    }

    /** Gives items their standing prefix back where that makes nothing worse. */
    private void undoNeedless(Draft draft) {
        for (int item : instance.bySize()) {
            int standing = space.standing(item);
            int changed = draft.prefix(item);
            if (standing != Prefixes.NONE && standing != changed && !space.open(item)) {
                Score before = Score.lowestWorst(draft);
                draft.clear(item);
                boolean admitted = draft.admits(item, standing);
                draft.assign(item, admitted ? standing : changed);
                if (admitted && Score.lowestWorst(draft).compareTo(before) > 0) {
                    draft.replace(item, changed);
                }
            }
        }
    }

    /**
     * First the best worst case, then among those near it the best normal one. No peak is worth a change to what runs: where the
     * first is what stands the second is not looked for.
     */
    private Solution exhaustive(Draft start) {
        BranchAndBound.Outcome worst =
                BranchAndBound.search(space, Score::lowestWorst, start.prefixes(), bound, effort.branches());
        if (Arrays.equals(worst.draft().prefixes(), space.standing())) {
            return solution(worst.draft(), !worst.exhausted() && !instance.tailsMatter());
        }
        Fraction limit = worst.draft().worst().raised(Levelling.TOLERANCE_PERCENT);
        Draft other = worst.draft();
        new Levelling(space.openBySize(), space.prefixes.numbersOfAll(), steps)
                .lowerNormal(other, limit, Bounds.divisible(instance).normal());
        Draft better =
                Score.lowestNormal(start, limit).compareTo(Score.lowestNormal(other, limit)) <= 0 ? start : other;
        BranchAndBound.Outcome normal = BranchAndBound.search(
                space, draft -> Score.lowestNormal(draft, limit), better.prefixes(), Fraction.ZERO, effort.branches());
        boolean fresh = space.open().length == instance.items();
        Bounds.Proof proved = fresh && !worst.exhausted() && worst.score().fits()
                ? new Bounds.Proof(worst.draft().worst(), Bounds.Argument.EXHAUSTION)
                : proof;
        return Solution.of(
                normal.draft(),
                !worst.exhausted() && !normal.exhausted() && !instance.tailsMatter(),
                worst.exhausted() || normal.exhausted(),
                Bounds.Proof.higher(proof, proved));
    }

    private boolean small() {
        return instance.items() <= MAXIMUM_ITEMS && space.prefixes.count() <= MAXIMUM_PREFIXES;
    }

    private Solution solution(Draft draft, boolean exact) {
        return Solution.of(draft, exact, steps.ranOut(), proof);
    }
}
