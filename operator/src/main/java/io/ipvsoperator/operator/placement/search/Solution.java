package io.ipvsoperator.operator.placement.search;

import java.util.List;

/**
 * An order for every unit of an instance, as far as its ranks matter.
 *
 * @param prefixes of each unit the directors by rank
 * @param fits no overload after any loss that is to be tolerated
 * @param worst the highest share of a capacity after the worst loss
 * @param normal the same without a loss
 * @param exact nothing better exists
 */
public record Solution(List<List<Integer>> prefixes, boolean fits, Fraction worst, Fraction normal, boolean exact) {
    public Solution {
        prefixes = List.copyOf(prefixes);
    }
}
