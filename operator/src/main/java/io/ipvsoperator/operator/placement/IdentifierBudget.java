package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.address.AddressFamily;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How many virtual routers there may be: their orders, not the number of units, are what it limits. Units with the same order
 * can share a router.
 *
 * @param total identifiers in each family; empty: no limit
 * @param releasing of each family, those that a router on its way out still has
 */
public record IdentifierBudget(OptionalInt total, Map<AddressFamily, Integer> releasing) {
    public static final IdentifierBudget UNLIMITED = new IdentifierBudget(OptionalInt.empty(), Map.of());

    public IdentifierBudget {
        releasing = Map.copyOf(releasing);
        if (total.isPresent() && total.getAsInt() < 1) {
            throw new IllegalArgumentException("the budget of virtual router identifiers is " + total.getAsInt()
                    + " but must be at least 1: every address needs a virtual router");
        }
        releasing.forEach((family, count) -> {
            if (count < 0) {
                throw new IllegalArgumentException(
                        count + " identifiers of " + family + " are being released but it must be at least 0");
            }
        });
    }

    public static IdentifierBudget of(int total) {
        return new IdentifierBudget(OptionalInt.of(total), Map.of());
    }

    /** What is left for the units of one family; empty without a limit. */
    public OptionalInt left(AddressFamily family) {
        return total.isEmpty() ? total : OptionalInt.of(total.getAsInt() - releasing.getOrDefault(family, 0));
    }

    IdentifierBudget with(int more) {
        return total.isEmpty() ? this : new IdentifierBudget(OptionalInt.of(total.getAsInt() + more), releasing);
    }
}
