package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;

/** Out of a dead end of small steps: a few items get any prefix, small steps follow, and what is better is kept. */
final class Shake {
    private static final int ITEMS = 3;

    private final Space space;
    private final int[] items;
    private final Steps stepsLeft;
    /** Always the same sequence: the same problem has the same answer. */
    private long state = 0x9E3779B97F4A7C15L;

    /** @param items that may change */
    Shake(Space space, int[] items, Steps stepsLeft) {
        this.space = space;
        this.items = items;
        this.stepsLeft = stepsLeft;
    }

    /**
     * @param steps what follows each shake
     * @param enough a score that nothing beats
     */
    void run(Draft draft, Function<Draft, Score> goal, Consumer<Draft> steps, Score enough, int rounds) {
        Score best = goal.apply(draft);
        int[] kept = draft.prefixes();
        for (int round = 0; round < rounds && items.length > 0 && best.compareTo(enough) > 0; round++) {
            if (stepsLeft.usedUp()) {
                return;
            }
            shake(draft);
            steps.accept(draft);
            Score score = goal.apply(draft);
            if (score.compareTo(best) <= 0) {
                best = score;
                kept = draft.prefixes();
            } else {
                draft.reset(kept);
            }
        }
    }

    private void shake(Draft draft) {
        for (int i = 0; i < ITEMS; i++) {
            int item = items[below(items.length)];
            int[] permitted = space.permitted(item);
            int prefix = permitted[below(permitted.length)];
            int before = draft.prefix(item);
            draft.clear(item);
            draft.assign(item, draft.admits(item, prefix) ? prefix : before);
        }
    }

    /** A xorshift generator. */
    private int below(int bound) {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return (int) Math.floorMod(state, (long) bound);
    }

    @Override
    public String toString() {
        return "shake of " + Arrays.toString(items);
    }
}
