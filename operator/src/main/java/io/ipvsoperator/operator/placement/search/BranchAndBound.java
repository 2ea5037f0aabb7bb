package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Every prefix for every item, but for what cannot beat the best so far: a score only grows as items are added. Items that are alike
 * are told apart by nothing, nor are directors that are alike while nothing stands on them.
 */
final class BranchAndBound {
    private final Space space;
    private final Instance instance;
    private final Draft draft;
    private final Function<Draft, Score> goal;
    private final Fraction worstBound;
    private final int[] order;
    private final int[][] candidates;
    private final int[] directorKind;
    private final int maximumSteps;
    private final Share share = new Share();
    private Score best;
    private int[] bestPrefixes;
    private boolean found;
    private int steps;

    /** @param exhausted the steps were used up: the draft may not be the best */
    record Outcome(Draft draft, Score score, boolean exhausted) {}

    private BranchAndBound(
            Space space, Function<Draft, Score> goal, int[] start, Fraction worstBound, int maximumSteps) {
        this.space = space;
        this.goal = goal;
        this.worstBound = worstBound;
        this.maximumSteps = maximumSteps;
        instance = space.instance;
        Draft first = new Draft(space, start);
        best = first.isAdmissible() ? bounded(goal.apply(first)) : Score.beatenByAll(instance.losses());
        bestPrefixes = start;
        order = searchOrder();
        candidates = Arrays.stream(order).mapToObj(this::standingFirst).toArray(int[][]::new);
        directorKind =
                IntStream.range(0, instance.directors()).map(this::firstAlike).toArray();
        int[] fixed = start.clone();
        Arrays.stream(order).forEach(item -> fixed[item] = Prefixes.NONE);
        draft = new Draft(space, fixed);
    }

    /**
     * @param start a draft to beat; one that breaks spreading or the budget of identifiers is beaten by any that does not
     * @param worstBound a worst case that is as good as any lower one
     */
    static Outcome search(
            Space space, Function<Draft, Score> goal, int[] start, Fraction worstBound, int maximumSteps) {
        BranchAndBound search = new BranchAndBound(space, goal, start, worstBound, maximumSteps);
        search.descend(0, 0, 0);
        return new Outcome(new Draft(space, search.bestPrefixes), search.best, search.steps >= maximumSteps);
    }

    /** The largest first; items that are alike side by side. */
    private int[] searchOrder() {
        int[] positions = new int[instance.items()];
        for (int position = 0; position < positions.length; position++) {
            positions[instance.bySize()[position]] = position;
        }
        return IntStream.range(0, instance.items())
                .filter(item -> !instance.frozen() || space.open(item))
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(item -> firstOfItsSize(positions[item]))
                        .thenComparingInt(space::standing)
                        .thenComparingInt(item -> item))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private int firstOfItsSize(int position) {
        int[] bySize = instance.bySize();
        int first = position;
        while (first > 0 && instance.sameAmounts(bySize[first - 1], bySize[position])) {
            first--;
        }
        return first;
    }

    private int[] standingFirst(int item) {
        int standing = space.standing(item);
        int[] permitted = space.permitted(item);
        return IntStream.concat(
                        Arrays.stream(permitted).filter(prefix -> prefix == standing),
                        Arrays.stream(permitted).filter(prefix -> prefix != standing))
                .toArray();
    }

    private int firstAlike(int director) {
        boolean fresh =
                IntStream.range(0, instance.items()).allMatch(item -> instance.newcomer(item) && space.free(item));
        return IntStream.rangeClosed(0, director)
                .filter(other -> other == director || (fresh && instance.sameCapacities(director, other)))
                .findFirst()
                .orElseThrow();
    }

    /** @param from the first candidate worth a try, for items that are alike */
    private void descend(int depth, int from, int used) {
        if (depth == order.length) {
            best = bounded(goal.apply(draft));
            bestPrefixes = draft.prefixes();
            found = true;
            return;
        }
        int item = order[depth];
        boolean nextIsAlike = depth + 1 < order.length && alike(item, order[depth + 1]);
        int[] prefixes = candidates[depth];
        for (int i = from; i < prefixes.length && steps < maximumSteps; i++) {
            if (inOrderOfFirstUse(prefixes[i], used) && !ruledOut(item, prefixes[i])) {
                draft.assign(item, prefixes[i]);
                if (mayBeat(bounded(goal.apply(draft)))) {
                    descend(depth + 1, nextIsAlike ? i : 0, used | bits(prefixes[i]));
                }
                draft.clear(item);
            }
        }
    }

    private boolean ruledOut(int item, int prefix) {
        steps++;
        if (!draft.admits(item, prefix)) {
            return true;
        }
        if (!best.fits()) {
            return false;
        }
        int[] directors = space.prefixes.get(prefix);
        draft.loads().raiseBy(item, directors, 0, instance.losses(), Loads.Measure.CHECKED, share.clear());
        return share.compareTo(Fraction.ONE) > 0;
    }

    /** The first draft that is found takes the place of the start when it is as good, so that names and not the start decide. */
    private boolean mayBeat(Score score) {
        int difference = score.compareTo(best);
        return difference < 0 || (difference == 0 && !found);
    }

    private Score bounded(Score score) {
        return new Score(
                score.overloads(),
                score.moves(),
                score.reorders(),
                score.worst().compareTo(Fraction.ZERO) == 0 ? Fraction.ZERO : Fraction.max(score.worst(), worstBound),
                score.normal(),
                score.squares());
    }

    private boolean alike(int item, int other) {
        return instance.sameAmounts(item, other)
                && space.standing(item) == space.standing(other)
                && instance.item(item).equals(instance.item(other));
    }

    /** Of directors that are alike the first unused one is taken. */
    private boolean inOrderOfFirstUse(int prefix, int usedBefore) {
        int used = usedBefore;
        for (int director : space.prefixes.get(prefix)) {
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

    private int bits(int prefix) {
        return Arrays.stream(space.prefixes.get(prefix)).reduce(0, (bits, director) -> bits | (1 << director));
    }
}
