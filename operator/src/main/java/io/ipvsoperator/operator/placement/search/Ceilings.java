package io.ipvsoperator.operator.placement.search;

import java.util.ArrayList;
import java.util.List;

/**
 * What a change of a draft must not get above.
 *
 * @param moves of units in the whole draft
 */
record Ceilings(List<Ceiling> ceilings, int moves) {
    static final Ceilings NONE = new Ceilings(List.of(), Integer.MAX_VALUE);

    /** @param level how many directors are lost */
    record Ceiling(int level, Loads.Measure measure, Fraction share) {}

    Ceilings {
        ceilings = List.copyOf(ceilings);
    }

    Ceilings with(int level, Loads.Measure measure, Fraction share) {
        List<Ceiling> more = new ArrayList<>(ceilings);
        more.add(new Ceiling(level, measure, share));
        return new Ceilings(more, moves);
    }

    Ceilings moving(int atMost) {
        return new Ceilings(ceilings, atMost);
    }

    /** Whether the item, which has no prefix now, stays below all of them where it is added. */
    boolean admit(Draft draft, int item, int prefix, Share share) {
        if (moves < Integer.MAX_VALUE && draft.isMove(item, prefix) && draft.moves() + units(draft, item) > moves) {
            return false;
        }
        for (Ceiling ceiling : ceilings) {
            int[] directors = draft.space().prefixes.get(prefix);
            draft.loads().raiseBy(item, directors, 0, ceiling.level(), ceiling.measure(), share.clear());
            if (share.compareTo(ceiling.share()) > 0) {
                return false;
            }
        }
        return true;
    }

    private static int units(Draft draft, int item) {
        return draft.space().instance.item(item).units();
    }
}
