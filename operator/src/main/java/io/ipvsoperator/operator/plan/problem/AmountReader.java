package io.ipvsoperator.operator.plan.problem;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Dimension;
import java.util.List;
import java.util.Optional;

/** Capacities and demands: a bandwidth alone, a list, or an object; what is absent is unknown. */
final class AmountReader {
    private static final List<Dimension> ORDER = List.of(Dimension.BANDWIDTH, Dimension.PACKETS, Dimension.CONNECTIONS);

    private AmountReader() {}

    /** {@code 1G}, {@code [1G, 200k, 10k]} or {@code {bandwidth: 1G, packets: 200k, connections: 10k}}. */
    static Amounts amounts(Value value, long least) {
        if (value.isObject()) {
            return dimensions(value.fields("a quantity or an object", "bandwidth", "packets", "connections"), least);
        }
        if (value.isList()) {
            List<Value> elements = value.elements("a quantity");
            if (elements.isEmpty() || elements.size() > 3) {
                throw value.wrong("has " + elements.size()
                        + " values but must have 1 to 3: bandwidth, packets, connections; null where unknown");
            }
            Amounts amounts = Amounts.UNKNOWN;
            for (int i = 0; i < elements.size(); i++) {
                amounts = elements.get(i).isNothing()
                        ? amounts
                        : amounts.with(ORDER.get(i), elements.get(i).amount(least));
            }
            return amounts;
        }
        return value.isNothing() ? Amounts.UNKNOWN : Amounts.ofBandwidth(value.amount(least));
    }

    /** Of an object: under {@code name}, or each dimension as a field of its own. */
    static Amounts amounts(Fields fields, String name, Amounts otherwise, long least) {
        Optional<Value> whole = fields.find(name);
        Amounts each = dimensions(fields, least);
        if (whole.isPresent() && !each.equals(Amounts.UNKNOWN)) {
            throw whole.get()
                    .wrong("is given, and so are bandwidth, packets or connections beside it; write them inside");
        }
        return whole.map(value -> amounts(value, least)).orElse(each.equals(Amounts.UNKNOWN) ? otherwise : each);
    }

    private static Amounts dimensions(Fields fields, long least) {
        Amounts amounts = Amounts.UNKNOWN;
        for (Dimension dimension : Dimension.values()) {
            Optional<Value> value = fields.find(name(dimension));
            amounts = value.isEmpty()
                    ? amounts
                    : amounts.with(dimension, value.get().amount(least));
        }
        return amounts;
    }

    static String name(Dimension dimension) {
        return switch (dimension) {
            case BANDWIDTH -> "bandwidth";
            case PACKETS -> "packets";
            case CONNECTIONS -> "connections";
        };
    }
}
