package io.ipvsoperator.operator.plan.problem;

import io.fabric8.kubernetes.api.model.Quantity;
import io.ipvsoperator.operator.placement.Amounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** Amounts as people write them, with the suffixes that Kubernetes knows: 1500M, 1.5G, 200k. */
public final class Quantities {
    /** A thousand times what a link carries today, and far from where sums of longs overflow. */
    static final long LARGEST = 1_000_000_000_000_000L;

    private Quantities() {}

    /**
     * A whole number, rounded up.
     *
     * @param where names what the text is the value of
     */
    public static long parse(String where, String text, long least) {
        BigDecimal value = number(where, text).setScale(0, RoundingMode.CEILING);
        String range = where + " is " + text + " but must be from " + least + " to 1P";
        if (value.compareTo(BigDecimal.valueOf(least)) < 0) {
            throw new TooLittle(range);
        }
        if (value.compareTo(BigDecimal.valueOf(LARGEST)) > 0) {
            throw new BadInput(range);
        }
        return value.longValueExact();
    }

    /** A whole number without a suffix, at least 1. */
    public static int count(String where, String text, int most) {
        int count = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        if (count < 1 || count > most) {
            throw new BadInput(where + " is \"" + text + "\" but must be a whole number from 1 to " + most);
        }
        return count;
    }

    private static BigDecimal number(String where, String text) {
        try {
            return new Quantity(text.strip()).getNumericalAmount();
        } catch (IllegalArgumentException notOne) {
            throw new BadInput(where + " is \"" + text + "\" but must be a quantity such as 400M, 1.5G or 1000000");
        }
    }

    /** Bandwidth, or bandwidth, packets and connections with commas between: {@code 1G} or {@code 1G,200k,10k}. */
    public static Amounts amounts(String where, String text, long least) {
        String[] parts = text.split(",", -1);
        if (parts.length > 3) {
            throw new BadInput(where + " is \"" + text
                    + "\" but must be bandwidth, or bandwidth,packets,connections such as 1G,200k,10k");
        }
        return new Amounts(part(where, parts, 0, least), part(where, parts, 1, least), part(where, parts, 2, least));
    }

    private static OptionalLong part(String where, String[] parts, int index, long least) {
        return index >= parts.length || parts[index].isBlank()
                ? OptionalLong.empty()
                : OptionalLong.of(parse(where, parts[index], least));
    }
}
