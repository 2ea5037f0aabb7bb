package io.ipvsoperator.operator.allocation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What {@code spec.addresses} of a pool says: a pool, or what is wrong with it in words for its author. */
public sealed interface PoolAddresses {

    record Valid(AddressPool pool) implements PoolAddresses {}

    record Invalid(String message) implements PoolAddresses {}

    /** @param entries single addresses, CIDRs without host bits, or ranges {@code first-last} */
    static PoolAddresses parse(List<String> entries) {
        if (entries.isEmpty()) {
            return new Invalid("addresses is empty but must list at least one address, CIDR or range");
        }
        List<AddressRange> ranges = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            switch (AddressEntry.parse("addresses[" + i + "]", entries.get(i))) {
                case AddressEntry.Range(AddressRange range) -> ranges.add(range);
                case AddressEntry.Wrong(String message) -> {
                    return new Invalid(message);
                }
            }
        }
        ranges.sort(Comparator.comparing(AddressRange::first));
        Optional<AddressPool.Overlap> overlap = AddressPool.overlapWithin(ranges);
        return overlap.isEmpty()
                ? new Valid(new AddressPool(ranges))
                : new Invalid("addresses " + overlap.get().mine() + " and "
                        + overlap.get().theirs() + " overlap; list each address once");
    }
}
