package io.ipvsoperator.operator.placement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** What a director can run out of. */
public enum Dimension {
    BANDWIDTH("bit/s"),
    PACKETS("packets/s"),
    CONNECTIONS("connections/s");

    private static final List<String> PREFIXES = List.of("", "k", "M", "G", "T", "P", "E");

    private final String unit;

    Dimension(String unit) {
        this.unit = unit;
    }

    /** As fields are called: bandwidth. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people: 750000000 bits a second are "750 Mbit/s". */
    public String describe(long amount) {
        return describe(amount, RoundingMode.HALF_UP);
    }

    /** As {@link #describe(long)}, and who goes by it has no less: 1161000000 bits a second are "1.17 Gbit/s". */
    public String describeAtLeast(long amount) {
        return describe(amount, RoundingMode.CEILING);
    }

    /** As {@link #describe(long)}, and who goes by it has no more: 1999000000 bits a second are "1.99 Gbit/s". */
    public String describeAtMost(long amount) {
        return describe(amount, RoundingMode.FLOOR);
    }

    private String describe(long amount, RoundingMode rounding) {
        BigDecimal value = BigDecimal.valueOf(amount);
        int thousands = 0;
        while (value.compareTo(BigDecimal.valueOf(1000)) >= 0) {
            value = value.movePointLeft(3);
            thousands++;
        }
        String number = value.setScale(2, rounding).stripTrailingZeros().toPlainString();
        String prefix = PREFIXES.get(thousands);
        return number + " " + (this == BANDWIDTH ? prefix + unit : prefix.isEmpty() ? unit : prefix + " " + unit);
    }
}
