package io.ipvsoperator.operator.demand;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Dimension;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A measured peak that is more than what the plan reckons with, by more than measuring can be wrong. */
public record Excess(Dimension dimension, long planned, long measured) {
    /** A minute's mean may be wrong by a thirtieth, and a report lags by up to a tenth. */
    public static final int TOLERATED_PERCENT = 10;

    private static final int PERCENT = 100;
    private static final int DIGITS = 3;
    private static final int THOUSAND = 1_000;
    private static final List<String> SUFFIXES = List.of("", "k", "M", "G", "T");

    /** One for each amount that is planned with and exceeded. */
    public static List<Excess> of(Amounts planned, Amounts measured) {
        List<Excess> excesses = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            long seen = measured.of(dimension).orElse(0);
            planned.of(dimension).ifPresent(plan -> {
                if (isMore(seen, plan)) {
                    excesses.add(new Excess(dimension, plan, seen));
                }
            });
        }
        return excesses;
    }

    private static boolean isMore(long seen, long plan) {
        return BigDecimal.valueOf(seen)
                        .multiply(BigDecimal.valueOf(PERCENT))
                        .compareTo(BigDecimal.valueOf(plan).multiply(BigDecimal.valueOf(PERCENT + TOLERATED_PERCENT)))
                > 0;
    }

    /** "720 Mbit/s measured, 500 Mbit/s declared". */
    public String describe(String planned) {
        return dimension.describe(measured) + " measured, " + dimension.describe(this.planned) + " " + planned;
    }

    /** The field of a demand and what to write there: "bandwidth: 720M". */
    public static String declaration(Dimension dimension, long amount) {
        return dimension.name().toLowerCase(Locale.ROOT) + ": " + quantity(amount);
    }

    /** Three digits, rounded up, as the API takes it. */
    static String quantity(long amount) {
        long rounded = new BigDecimal(amount)
                .round(new MathContext(DIGITS, RoundingMode.CEILING))
                .longValueExact();
        int thousands = 0;
        while (rounded != 0 && rounded % THOUSAND == 0 && thousands + 1 < SUFFIXES.size()) {
            rounded /= THOUSAND;
            thousands++;
        }
        return rounded + SUFFIXES.get(thousands);
    }
}
