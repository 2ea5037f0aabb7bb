package io.ipvsoperator.operator.demand;

import io.ipvsoperator.crds.DemandComparison;
import io.ipvsoperator.crds.Load;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Dimension;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the plan reckons with beside what was measured.
 *
 * @param measured empty before the first measurement
 */
public record Comparison(Amounts planned, Optional<Amounts> measured, Optional<Instant> at) {
    /** The condition that says whether they agree. */
    public static final String CONDITION = "DemandWithinPlan";

    /** As a status has it; null when there is nothing to be said. */
    public @Nullable DemandComparison status() {
        @Nullable Load declared = load(planned);
        return declared == null && measured.isEmpty()
                ? null
                : new DemandComparison(
                        declared,
                        measured.map(Comparison::load).orElse(null),
                        measured.isEmpty() ? null : at.map(Instant::toString).orElse(null));
    }

    private static @Nullable Load load(Amounts amounts) {
        boolean known = Arrays.stream(Dimension.values())
                .anyMatch(dimension -> amounts.of(dimension).isPresent());
        return known
                ? new Load(orNull(amounts.bandwidth()), orNull(amounts.packets()), orNull(amounts.connections()))
                : null;
    }

    private static @Nullable Long orNull(OptionalLong amount) {
        return amount.isPresent() ? amount.getAsLong() : null;
    }
}
