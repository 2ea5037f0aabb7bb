package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.search.Fraction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The highest load of a director after a loss.
 *
 * @param lost directors lost at once beyond those not available now; empty for normal times
 * @param load the demand that is declared, in the unit of the dimension
 * @param capacity empty when unknown
 */
public record Peak(List<String> lost, String director, Dimension dimension, long load, OptionalLong capacity) {
    public Peak {
        lost = List.copyOf(lost);
    }

    /** Load by capacity; an unknown capacity has none. */
    public Optional<Fraction> utilization() {
        return capacity.isEmpty() ? Optional.empty() : Optional.of(new Fraction(load, capacity.getAsLong()));
    }

    /** How much of the load is above the capacity. */
    public long excess() {
        return capacity.isEmpty() ? 0 : Math.max(0, load - capacity.getAsLong());
    }

    /** For people: "losing d2 puts 750 Mbit/s on d1: 75 % of 1 Gbit/s". */
    public String describe() {
        String cause = lost.isEmpty()
                ? "with every available director up "
                : "losing " + String.join(" and ", lost) + " puts ";
        String subject = lost.isEmpty() ? director + " carries " : "";
        String where = lost.isEmpty() ? "" : " on " + director;
        String share = utilization()
                .map(fraction -> fraction.percent() + " % of " + dimension.describe(capacity.orElseThrow()))
                .orElse("its capacity is unknown");
        return cause + subject + dimension.describe(load) + where + ": " + share;
    }
}
