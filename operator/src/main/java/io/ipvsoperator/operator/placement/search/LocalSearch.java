package io.ipvsoperator.operator.placement.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Small steps from a draft to a better one: give a unit of the director with the highest load another order, or exchange the
 * orders of two units. The best step of each round is taken, until none helps or the steps are used up.
 */
final class LocalSearch {
    private static final int UNITS_A_ROUND = 32;
    private static final int FEW_PREFIXES = 60;

    private final Instance instance;
    private final Draft draft;
    private final Goal goal;
    private final IntPredicate mayChange;
    private final List<int[]> allPrefixes;
    private Score best;
    private int trialsLeft;
    private Runnable bestStep = () -> {};

    private LocalSearch(Instance instance, Draft draft, Goal goal, int maximumTrials, IntPredicate mayChange) {
        this.instance = instance;
        this.draft = draft;
        this.goal = goal;
        trialsLeft = maximumTrials;
        this.mayChange = mayChange;
        boolean few = Prefixes.count(instance, FEW_PREFIXES + 1) <= FEW_PREFIXES;
        allPrefixes = few ? Prefixes.all(instance) : List.of();
        best = draft.score(goal);
    }

    /** Changes the draft; never for the worse. */
    static void improve(Instance instance, Draft draft, Goal goal, int maximumTrials, IntPredicate mayChange) {
        LocalSearch search = new LocalSearch(instance, draft, goal, maximumTrials, mayChange);
        while (search.trialsLeft > 0 && search.round()) {
            search.bestStep.run();
        }
    }

    /** Gives units their current order back where that makes nothing worse. */
    static void undoNeedless(Instance instance, Draft draft) {
        Goal goal = new Goal.LowestWorst(false);
        for (int unit = 0; unit < instance.units(); unit++) {
            int[] current = instance.currentPrefix(unit);
            int[] changed = draft.prefix(unit);
            if (current.length > 0 && !Arrays.equals(current, changed)) {
                Score before = draft.score(goal);
                draft.assign(unit, current);
                if (draft.score(goal).compareTo(before) > 0) {
                    draft.assign(unit, changed);
                }
            }
        }
    }

    /** Whether some step is better than none. */
    private boolean round() {
        Score before = best;
        List<Integer> critical = onCriticalDirector();
        for (int unit : critical) {
            tryOrders(unit);
        }
        for (int unit : critical) {
            tryExchanges(unit);
        }
        return best.compareTo(before) < 0;
    }

    private List<Integer> onCriticalDirector() {
        Loads.Critical critical = criticalLoad();
        List<Integer> units = new ArrayList<>();
        for (int unit = 0; unit < instance.units() && units.size() < UNITS_A_ROUND; unit++) {
            if (mayChange.test(unit) && critical.carries(draft.prefix(unit))) {
                units.add(unit);
            }
        }
        return units;
    }

    /** With an overload the one that comes with the fewest losses. */
    private Loads.Critical criticalLoad() {
        for (int lost = 0; lost < instance.losses(); lost++) {
            if (best.overloads().get(lost).compareTo(Fraction.ONE) > 0) {
                return draft.loads().critical(lost, lost);
            }
        }
        return switch (goal) {
            case Goal.LowestWorst _ -> draft.loads().critical(0, instance.losses());
            case Goal.LowestNormal _ ->
                best.fits() ? draft.loads().critical(0, 0) : draft.loads().critical(0, instance.losses());
        };
    }

    private void tryOrders(int unit) {
        int[] before = draft.prefix(unit);
        for (int[] prefix : allPrefixes.isEmpty() ? Prefixes.near(instance, before) : allPrefixes) {
            draft.assign(unit, prefix);
            consider(() -> draft.assign(unit, prefix));
        }
        draft.assign(unit, before);
    }

    private void tryExchanges(int unit) {
        int[] mine = draft.prefix(unit);
        int tried = 0;
        for (int other = 0; other < instance.units() && tried < UNITS_A_ROUND; other++) {
            int[] theirs = draft.prefix(other);
            if (mayChange.test(other) && !Arrays.equals(mine, theirs) && !instance.sameAmounts(unit, other)) {
                exchange(unit, other);
                int partner = other;
                consider(() -> exchange(unit, partner));
                exchange(unit, other);
                tried++;
            }
        }
    }

    private void exchange(int unit, int other) {
        int[] mine = draft.prefix(unit);
        draft.assign(unit, draft.prefix(other));
        draft.assign(other, mine);
    }

    private void consider(Runnable step) {
        trialsLeft--;
        Score score = draft.score(goal);
        if (score.compareTo(best) < 0) {
            best = score;
            bestStep = step;
        }
    }
}
