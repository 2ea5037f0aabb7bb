package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** From an instance to orders. Deterministic, and bounded by steps, not by a clock. */
public final class Search {
    private static final int MAXIMUM_PREFIXES = 24;
    private static final int MAXIMUM_UNITS = 16;
    private static final int MAXIMUM_STEPS = 50_000;
    private static final int MAXIMUM_STEPS_OF_A_PROBE = 5_000;
    private static final int MAXIMUM_TRIALS = 30_000;
    private static final int SUMS_OF_ALL_TRIALS = 4_000_000;

    private Search() {}

    /** Its answer, with all units settled on it, has itself for an answer. */
    public static Solution solve(Instance instance) {
        Solution solution = once(instance);
        while (mayImprove(instance, solution)) {
            Solution again = once(instance.settledOn(solution.prefixes()));
            if (again.prefixes().equals(solution.prefixes())) {
                return solution;
            }
            solution = adopted(instance, again);
        }
        return solution;
    }

    /** An overload that one search ends with may be less when the next one, with its own steps, starts from there. */
    private static boolean mayImprove(Instance instance, Solution solution) {
        return !solution.fits() && !solution.exact() && !instance.frozen();
    }

    /**
     * The answer to a settled instance as one to the instance itself. It has less overload than the answer before it, as nothing
     * else is worth a change to what is settled: that is why this comes to an end.
     */
    private static Solution adopted(Instance instance, Solution again) {
        Draft draft = Draft.of(
                instance, again.prefixes().stream().map(Search::numbers).toArray(int[][]::new));
        LocalSearch.undoNeedless(instance, draft);
        Goal normal = new Goal.LowestNormal(draft.loads().worst());
        LocalSearch.improve(instance, draft, normal, trials(instance), instance::newcomer);
        return solution(instance, draft.prefixes(), false);
    }

    private static Solution once(Instance instance) {
        int[][] standing = standing(instance);
        boolean settled = Arrays.stream(standing).noneMatch(prefix -> prefix.length == 0);
        if (settled
                && (instance.frozen() || Draft.of(instance, standing).loads().fits())) {
            return solution(instance, standing, true);
        }
        int[][] start = heuristic(instance, standing, trials(instance));
        return small(instance) ? exhaustive(instance, start) : solution(instance, start, false);
    }

    /** Whether there is a placement without overload, at any price. False may also mean that none was found. */
    public static boolean fits(Instance instance) {
        if (Bounds.checkedWorst(instance).compareTo(Fraction.ONE) > 0) {
            return false;
        }
        int[][] start = heuristic(instance, standing(instance), trials(instance) / 10);
        return Draft.of(instance, start).loads().fits()
                || (small(instance)
                        && BranchAndBound.search(instance, new Goal.LowestWorst(false), start, MAXIMUM_STEPS_OF_A_PROBE)
                                .score()
                                .fits());
    }

    /** A trial costs as many sums as there are survivors of all losses: as many trials as keep the work the same. */
    private static int trials(Instance instance) {
        int sums = instance.lossSets().length * instance.directors();
        return Math.clamp(SUMS_OF_ALL_TRIALS / sums, 200, MAXIMUM_TRIALS);
    }

    private static int[][] heuristic(Instance instance, int[][] standing, int trials) {
        Draft draft = Draft.of(instance, Greedy.fill(instance, standing));
        IntPredicate newcomers = instance::newcomer;
        LocalSearch.improve(instance, draft, new Goal.LowestWorst(true), trials, newcomers);
        if (!draft.loads().fits() && !instance.frozen()) {
            draft = better(draft, repaired(instance, draft.prefixes(), trials), new Goal.LowestWorst(false));
        }
        Goal normal = new Goal.LowestNormal(draft.loads().worst());
        LocalSearch.improve(instance, draft, normal, trials, newcomers);
        return draft.prefixes();
    }

    /**
     * First the best worst case, then among those near it the best normal one. No peak is worth a change to what runs: where the
     * first is what stands the second is not looked for.
     */
    private static Solution exhaustive(Instance instance, int[][] start) {
        BranchAndBound.Outcome worst =
                BranchAndBound.search(instance, new Goal.LowestWorst(false), start, MAXIMUM_STEPS);
        if (Arrays.deepEquals(worst.draft().prefixes(), standing(instance))) {
            return solution(instance, standing(instance), !worst.exhausted());
        }
        Goal normal = new Goal.LowestNormal(worst.score().worst());
        LocalSearch.improve(instance, worst.draft(), normal, trials(instance), instance::newcomer);
        Draft better = better(Draft.of(instance, start), worst.draft(), normal);
        BranchAndBound.Outcome outcome = BranchAndBound.search(instance, normal, better.prefixes(), MAXIMUM_STEPS);
        return solution(instance, outcome.draft().prefixes(), !worst.exhausted() && !outcome.exhausted());
    }

    /** What runs may be touched, too. */
    private static Draft repaired(Instance instance, int[][] prefixes, int trials) {
        Draft draft = Draft.of(instance, prefixes);
        LocalSearch.improve(instance, draft, new Goal.LowestWorst(true), trials, unit -> true);
        LocalSearch.undoNeedless(instance, draft);
        return draft;
    }

    private static Draft better(Draft one, Draft other, Goal goal) {
        return one.score(goal).compareTo(other.score(goal)) <= 0 ? one : other;
    }

    private static int[][] standing(Instance instance) {
        return IntStream.range(0, instance.units())
                .mapToObj(instance::currentPrefix)
                .toArray(int[][]::new);
    }

    private static int[] numbers(List<Integer> prefix) {
        return prefix.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean small(Instance instance) {
        return instance.units() <= MAXIMUM_UNITS && Prefixes.count(instance, MAXIMUM_PREFIXES + 1) <= MAXIMUM_PREFIXES;
    }

    private static Solution solution(Instance instance, int[][] prefixes, boolean exact) {
        Loads loads = Draft.of(instance, prefixes).loads();
        List<List<Integer>> orders = Arrays.stream(prefixes)
                .map(prefix -> Arrays.stream(prefix).boxed().toList())
                .toList();
        return new Solution(orders, loads.fits(), loads.worst(), loads.normal(), exact);
    }
}
