package io.ipvsoperator.operator.placement.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An order for every item of an instance, as far as its ranks matter.
 *
 * @param prefixes of each item the directors by rank
 * @param fits no overload after any loss that is to be tolerated
 * @param worst the highest share of a capacity after the worst loss
 * @param normal the same without a loss
 * @param exact nothing better exists
 * @param cutShort the search used up its steps, all of them or those of one of its parts
 * @param bound what no placement of the items has its worst case below
 */
public record Solution(
        List<List<Integer>> prefixes,
        boolean fits,
        Fraction worst,
        Fraction normal,
        boolean exact,
        boolean cutShort,
        Bounds.Proof bound) {
    public Solution {
        prefixes = List.copyOf(prefixes);
    }

    static Solution of(Draft draft, boolean exact, boolean cutShort, Bounds.Proof bound) {
        Space space = draft.space();
        Map<Integer, List<Integer>> byNumber = new HashMap<>();
        List<List<Integer>> lists = new ArrayList<>();
        for (int item = 0; item < space.instance.items(); item++) {
            int number = draft.prefix(item);
            // What stands keeps its list: to compare the two is no work then.
            lists.add(
                    number == space.standing(item)
                            ? space.instance.item(item).standing()
                            : byNumber.computeIfAbsent(number, other -> list(space.prefixes.get(other))));
        }
        return new Solution(lists, draft.fits(), draft.worst(), draft.normal(), exact, cutShort, bound);
    }

    private static List<Integer> list(int[] directors) {
        return Arrays.stream(directors).boxed().toList();
    }
}
