package io.ipvsoperator.operator.placement.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Directors that carry 100 each. */
class CutShortTest {
    private static Instance instance(int directors, int losses, List<Long> amounts, List<List<Integer>> standing) {
        Instance.Column column = new Instance.Column(
                amounts, Collections.nCopies(directors, 100L), Collections.nCopies(directors, true), true);
        return new Instance(
                directors,
                losses,
                List.of(column),
                standing.stream()
                        .map(order -> Instance.Item.free(order, directors))
                        .toList(),
                Instance.Limits.NONE,
                false);
    }

    private static List<List<Integer>> newcomers(int count) {
        return Collections.nCopies(count, List.of());
    }

    @Test
    void an_exhaustive_search_that_comes_to_its_end_is_not_cut_short() {
        Solution solution = Search.keep(instance(3, 1, Collections.nCopies(6, 25L), newcomers(6)));
        assertThat(solution.exact()).isTrue();
        assertThat(solution.cutShort()).isFalse();
    }

    /** 24 items of different sizes have too many placements to look at them all. */
    @Test
    void an_exhaustive_search_that_uses_up_its_steps_says_so() {
        List<Long> amounts =
                IntStream.range(0, 24).mapToObj(item -> 7L + (item * 37 % 23)).toList();
        Solution solution = Search.keep(instance(5, 2, amounts, newcomers(24)));
        assertThat(solution.exact()).isFalse();
        assertThat(solution.cutShort()).isTrue();
    }

    /** Three losses of 16 directors: each change of an item is looked at after 697 losses. */
    @Test
    void small_steps_that_are_used_up_are_told() {
        List<Long> amounts =
                IntStream.range(0, 300).mapToObj(item -> 20L + (item * 37 % 23)).toList();
        assertThat(Search.keep(instance(16, 3, amounts, newcomers(300))).cutShort())
                .isTrue();
    }

    /** All stand on one director, which has four times what it can carry: no few changes end that. */
    @Test
    void fewest_changes_that_were_not_all_looked_at_are_told() {
        Instance crowded = instance(6, 1, Collections.nCopies(40, 10L), Collections.nCopies(40, List.of(0, 1)));
        Draft draft = new Draft(new Space(crowded), new Space(crowded).standing());
        Steps steps = new Steps(1_000, 1_000);
        assertThat(FewestChanges.apply(draft, Loads.Measure.CHECKED, Fraction.ONE, Integer.MAX_VALUE, 500, steps))
                .isFalse();
        assertThat(steps.ranOut()).isTrue();
    }

    @Test
    void fewest_changes_that_are_found_are_the_fewest() {
        Instance two = instance(3, 0, List.of(60L, 50L), List.of(List.of(0), List.of(0)));
        Draft draft = new Draft(new Space(two), new Space(two).standing());
        Steps steps = new Steps(1_000, 1_000);
        assertThat(FewestChanges.apply(draft, Loads.Measure.CHECKED, Fraction.ONE, Integer.MAX_VALUE, 500, steps))
                .isTrue();
        assertThat(steps.ranOut()).isFalse();
        assertThat(draft.moves()).isEqualTo(1);
    }

    /** All that stand on one director are too much for it: each of the others can take some. */
    @Test
    void a_repair_that_uses_up_its_trials_says_so_and_leaves_the_overload() {
        Instance crowded = instance(6, 1, Collections.nCopies(40, 10L), Collections.nCopies(40, List.of(0, 1)));
        Draft draft = new Draft(new Space(crowded), new Space(crowded).standing());
        Steps steps = new Steps(1_000, 1_000);
        assertThat(new Repair(draft, 100, steps).run()).isFalse();
        assertThat(steps.ranOut()).isTrue();
    }

    @Test
    void a_repair_that_has_trials_enough_is_not_cut_short() {
        Instance crowded = instance(6, 1, Collections.nCopies(40, 10L), Collections.nCopies(40, List.of(0, 1)));
        Draft draft = new Draft(new Space(crowded), new Space(crowded).standing());
        Steps steps = new Steps(1_000, 1_000);
        assertThat(new Repair(draft, 100_000, steps).run()).isTrue();
        assertThat(steps.ranOut()).isFalse();
    }
}
