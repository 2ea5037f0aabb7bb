package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.List;

/** Orders under construction, with their loads and the changes they mean. Owned by one search. */
final class Draft {
    private static final int[] NONE = {};

    private final Instance instance;
    private final Loads loads;
    private final int[][] current;
    private final int[][] prefixes;
    private int moves;
    private int reorders;

    /** Nobody is placed yet. */
    Draft(Instance instance) {
        this.instance = instance;
        loads = new Loads(instance);
        current = new int[instance.units()][];
        prefixes = new int[instance.units()][];
        for (int unit = 0; unit < prefixes.length; unit++) {
            current[unit] = instance.currentPrefix(unit);
            prefixes[unit] = NONE;
        }
    }

    static Draft of(Instance instance, int[][] prefixes) {
        Draft draft = new Draft(instance);
        for (int unit = 0; unit < prefixes.length; unit++) {
            draft.assign(unit, prefixes[unit]);
        }
        return draft;
    }

    Loads loads() {
        return loads;
    }

    int[] prefix(int unit) {
        return prefixes[unit];
    }

    /** A copy; the prefixes themselves are never written to. */
    int[][] prefixes() {
        return prefixes.clone();
    }

    void clear(int unit) {
        assign(unit, NONE);
    }

    /** Replaces what the unit had. */
    void assign(int unit, int[] prefix) {
        loads.remove(unit, prefixes[unit]);
        count(unit, -1);
        prefixes[unit] = prefix;
        loads.add(unit, prefix);
        count(unit, 1);
    }

    private void count(int unit, int sign) {
        int[] prefix = prefixes[unit];
        int[] before = current[unit];
        if (prefix.length == 0 || before.length == 0 || Arrays.equals(prefix, before)) {
            return;
        }
        if (prefix[0] == before[0]) {
            reorders += sign;
        } else {
            moves += sign;
        }
    }

    Score score(Goal goal) {
        List<Fraction> overloads = loads.overloads();
        return switch (goal) {
            case Goal.LowestWorst(boolean guided) ->
                new Score(
                        overloads,
                        guided ? loads.excess() : 0,
                        moves,
                        reorders,
                        loads.worst(),
                        Fraction.ZERO,
                        guided ? loads.squares(instance.losses()) : 0);
            case Goal.LowestNormal(Fraction best) -> {
                Fraction worst = loads.worst();
                boolean good = worst.atMost(best, Goal.LowestNormal.TOLERANCE_PERCENT);
                yield new Score(
                        overloads, 0, moves, reorders, good ? Fraction.ZERO : worst, loads.normal(), loads.squares(0));
            }
        };
    }
}
