package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.address.AddressFamily;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of the order of a unit besides its load.
 *
 * @param pin the director that has to be active, as long as it is available
 * @param allowed the ranks that tolerated losses reach are taken by these; empty: by any. Those not available do not count,
 *     and where too few are left others stand behind them
 * @param together units with the same value have one order: addresses of one virtual router, services that share addresses
 * @param families in which the unit has an address
 */
public record Terms(Optional<String> pin, Set<String> allowed, Optional<String> together, Set<AddressFamily> families) {
    public static final Terms NONE =
            new Terms(Optional.empty(), Set.of(), Optional.empty(), Set.of(AddressFamily.IPV4));

    public Terms {
        allowed = Set.copyOf(allowed);
        families = Set.copyOf(families);
        if (families.isEmpty()) {
            throw new IllegalArgumentException("families is empty but a unit has an address of at least one family");
        }
        if (pin.isPresent() && !allowed.isEmpty() && !allowed.contains(pin.get())) {
            throw new IllegalArgumentException("pin is " + pin.get() + " but must be one of the allowed directors "
                    + allowed.stream().sorted().toList() + ": pin it to one of them, allow " + pin.get()
                    + " as well, or leave the pin out");
        }
    }

    public Terms pinnedTo(String director) {
        return new Terms(Optional.of(director), allowed, together, families);
    }

    public Terms allowedOn(Set<String> directors) {
        return new Terms(pin, directors, together, families);
    }

    /** The same where any director may serve. */
    Terms onAny() {
        return new Terms(Optional.empty(), Set.of(), together, families);
    }

    public Terms togetherAs(String key) {
        return new Terms(pin, allowed, Optional.of(key), families);
    }

    public Terms in(Set<AddressFamily> theseFamilies) {
        return new Terms(pin, allowed, together, theseFamilies);
    }
}
