package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Quantity;
import io.ipvsoperator.crds.Rates;
import io.ipvsoperator.operator.placement.Amounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Capacities and demands as the API writes them. */
public final class RatesText {
    private RatesText() {}

    public static Amounts amounts(@Nullable Rates rates) {
        return rates == null
                ? Amounts.UNKNOWN
                : new Amounts(amount(rates.bandwidth()), amount(rates.packets()), amount(rates.connections()));
    }

    /** What is more than a long holds is as good as the greatest long. */
    private static OptionalLong amount(@Nullable Quantity quantity) {
        if (quantity == null) {
            return OptionalLong.empty();
        }
        BigDecimal value = quantity.getNumericalAmount().setScale(0, RoundingMode.CEILING);
        return OptionalLong.of(
                value.min(BigDecimal.valueOf(Long.MAX_VALUE / 1024)).longValueExact());
    }
}
