package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.List;

/**
 * An order for every item of an instance, as far as its ranks matter.
 *
 * @param prefixes of each item the directors by rank
 * @param fits no overload after any loss that is to be tolerated
 * @param worst the highest share of a capacity after the worst loss
 * @param normal the same without a loss
 * @param exact nothing better exists
 * @param bound what no placement of the items has its worst case below
 */
public record Solution(
        List<List<Integer>> prefixes,
        boolean fits,
        Fraction worst,
        Fraction normal,
        boolean exact,
        Bounds.Proof bound) {
    public Solution {
        prefixes = List.copyOf(prefixes);
    }

    static Solution of(Draft draft, boolean exact, Bounds.Proof bound) {
        Prefixes prefixes = draft.space().prefixes;
        List<List<Integer>> lists = Arrays.stream(draft.prefixes())
                .mapToObj(prefix -> Arrays.stream(prefixes.get(prefix)).boxed().toList())
                .toList();
        return new Solution(lists, draft.fits(), draft.worst(), draft.normal(), exact, bound);
    }
}
