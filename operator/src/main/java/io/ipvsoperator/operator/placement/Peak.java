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
 * @param capacity that the plan may use; empty when unknown
 * @param whole what the director can carry in all
 */
public record Peak(
        List<String> lost, String director, Dimension dimension, long load, OptionalLong capacity, OptionalLong whole) {

    public Peak {
        lost = List.copyOf(lost);
    }

    /** With no share of the capacity kept free. */
    public Peak(List<String> lost, String director, Dimension dimension, long load, OptionalLong capacity) {
        this(lost, director, dimension, load, capacity, capacity);
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
                .map(fraction -> fraction.percent() + " % of " + dimension.describe(capacity.orElseThrow()) + kept())
                .orElse("its capacity is unknown");
        return cause + subject + dimension.describe(load) + where + ": " + share;
    }

    /** What is kept free beyond the capacity: " (10 % of 1 Gbit/s kept free)". */
    private String kept() {
        if (whole.equals(capacity) || whole.isEmpty()) {
            return "";
        }
        long all = whole.getAsLong();
        long percent = new Fraction(all - capacity.orElse(0), all).percent();
        return " (" + percent + " % of " + dimension.describe(all) + " kept free)";
    }
}
