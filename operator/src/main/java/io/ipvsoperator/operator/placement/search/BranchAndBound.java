package io.ipvsoperator.operator.placement.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every order for every unit, but for what cannot beat the best so far: a score only grows as units are added. Units that are alike
 * are told apart by nothing, nor are directors that are alike while nothing stands on them.
 */
final class BranchAndBound {
    private final Instance instance;
    private final Goal goal;
    private final Draft draft;
    private final int[] order;
    private final List<List<int[]>> candidates;
    private final int[] directorKind;
    private final Fraction worstBound;
    private final int maximumSteps;
    private Score best;
    private int[][] bestPrefixes;
    private boolean found;
    private int steps;

    /** @param exhausted the steps were used up: the draft may not be the best */
    record Outcome(Draft draft, Score score, boolean exhausted) {}

    private BranchAndBound(Instance instance, Goal goal, int[][] start, int maximumSteps) {
        this.instance = instance;
        this.goal = goal;
        this.maximumSteps = maximumSteps;
        draft = new Draft(instance);
        best = Draft.of(instance, start).score(goal);
        bestPrefixes = start;
        worstBound = goal instanceof Goal.LowestWorst ? Bounds.worst(instance) : Fraction.ZERO;
        order = searchOrder();
        List<int[]> all = Prefixes.all(instance);
        candidates = Arrays.stream(order)
                .mapToObj(unit -> currentFirst(instance.currentPrefix(unit), all))
                .toList();
        directorKind =
                IntStream.range(0, instance.directors()).map(this::firstAlike).toArray();
    }

    /** @param start a draft to beat */
    static Outcome search(Instance instance, Goal goal, int[][] start, int maximumSteps) {
        BranchAndBound search = new BranchAndBound(instance, goal, start, maximumSteps);
        for (int unit = 0; unit < instance.units(); unit++) {
            if (instance.frozen() && !instance.newcomer(unit)) {
                search.draft.assign(unit, instance.currentPrefix(unit));
            }
        }
        search.descend(0, 0, 0);
        return new Outcome(Draft.of(instance, search.bestPrefixes), search.best, search.steps >= maximumSteps);
    }

    /** The largest first; units that are alike side by side. */
    private int[] searchOrder() {
        return IntStream.range(0, instance.units())
                .filter(unit -> !instance.frozen() || instance.newcomer(unit))
                .boxed()
                .sorted(Comparator.comparing(instance::size)
                        .reversed()
                        .thenComparing(unit -> Arrays.toString(instance.currentPrefix(unit))))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static List<int[]> currentFirst(int[] current, List<int[]> all) {
        if (current.length == 0) {
            return all;
        }
        List<int[]> candidates = new ArrayList<>(List.of(current));
        all.stream().filter(prefix -> !Arrays.equals(prefix, current)).forEach(candidates::add);
        return candidates;
    }

    private int firstAlike(int director) {
        boolean fresh = IntStream.range(0, instance.units()).allMatch(instance::newcomer);
        return IntStream.rangeClosed(0, director)
                .filter(other -> other == director || (fresh && instance.sameCapacities(director, other)))
                .findFirst()
                .orElseThrow();
    }

    /** @param from the first candidate worth a try, for units that are alike */
    private void descend(int depth, int from, int used) {
        if (depth == order.length) {
            best = bounded(draft.score(goal));
            bestPrefixes = draft.prefixes();
            found = true;
            return;
        }
        int unit = order[depth];
        boolean nextIsAlike = depth + 1 < order.length && alike(unit, order[depth + 1]);
        List<int[]> prefixes = candidates.get(depth);
        for (int i = from; i < prefixes.size() && steps < maximumSteps; i++) {
            if (inOrderOfFirstUse(prefixes.get(i), used)) {
                steps++;
                draft.assign(unit, prefixes.get(i));
                if (mayBeat(bounded(draft.score(goal)))) {
                    descend(depth + 1, nextIsAlike ? i : 0, used | bits(prefixes.get(i)));
                }
                draft.clear(unit);
            }
        }
    }

    /** The first draft that is found takes the place of the start when it is as good, so that names and not the start decide. */
    private boolean mayBeat(Score score) {
        int difference = score.compareTo(best);
        return difference < 0 || (difference == 0 && !found);
    }

    private Score bounded(Score score) {
        return new Score(
                score.overloads(),
                score.excess(),
                score.moves(),
                score.reorders(),
                Fraction.max(score.worst(), worstBound),
                score.normal(),
                score.squares());
    }

    private boolean alike(int unit, int other) {
        return instance.sameAmounts(unit, other)
                && Arrays.equals(instance.currentPrefix(unit), instance.currentPrefix(other));
    }

    /** Of directors that are alike the first unused one is taken. */
    private boolean inOrderOfFirstUse(int[] prefix, int usedBefore) {
        int used = usedBefore;
        for (int director : prefix) {
            for (int other = directorKind[director]; other < director; other++) {
                boolean bothUnused = (((used >> other) | (used >> director)) & 1) == 0;
                if (bothUnused && directorKind[other] == directorKind[director]) {
                    return false;
                }
            }
            used |= (1 << director);
        }
        return true;
    }

    private static int bits(int[] prefix) {
        return Arrays.stream(prefix).reduce(0, (bits, director) -> bits | (1 << director));
    }
}
