package io.ipvsoperator.operator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SizingProperties {
    private static final Amounts DEMAND = Amounts.ofBandwidth(1_500_000_000);
    private static final int TOLERANCE_PERCENT = 5;

    @Provide
    Arbitrary<List<Director>> directors() {
        return Arbitraries.of(1L, 2L, 3L, 10L, 25L)
                .list()
                .ofMinSize(2)
                .ofMaxSize(4)
                .map(capacities -> IntStream.range(0, capacities.size())
                        .mapToObj(i -> new Director(
                                "d" + i,
                                Amounts.ofBandwidth(capacities.get(i) * 1_000_000_000),
                                Director.Availability.AVAILABLE))
                        .toList());
    }

    /** Whatever is skipped because of its bounds would not have been recommended. */
    @Property(tries = 6)
    void the_count_is_the_first_that_levels_the_peaks_or_else_the_best_of_all(
            @ForAll("directors") List<Director> directors, @ForAll @IntRange(max = 1) int toleratedFailures) {
        Sizing.Recommendation recommended = Sizing.recommend(DEMAND, directors, toleratedFailures);
        List<Sizing.Row> rows = Sizing.table(DEMAND, directors, toleratedFailures, Sizing.MAXIMUM_COUNT);
        assertThat(recommended.count())
                .isEqualTo(rows.stream()
                        .filter(row -> isLevel(row, recommended))
                        .findFirst()
                        .orElseGet(() -> rows.stream()
                                .reduce((best, row) -> isBetter(row, best) ? row : best)
                                .orElseThrow())
                        .count());
    }

    private static boolean isLevel(Sizing.Row row, Sizing.Recommendation bounds) {
        return row.worst().atMost(bounds.worstBound(), TOLERANCE_PERCENT)
                && row.normal().atMost(bounds.normalBound(), TOLERANCE_PERCENT);
    }

    private static boolean isBetter(Sizing.Row row, Sizing.Row best) {
        return !best.worst().atMost(row.worst(), 1)
                || (row.worst().atMost(best.worst(), 1) && row.normal().compareTo(best.normal()) < 0);
    }
}
