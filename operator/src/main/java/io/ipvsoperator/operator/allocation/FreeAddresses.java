package io.ipvsoperator.operator.allocation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The lowest free addresses of one family, as long as what was taken stays taken: then none has to be looked at twice. Owned by one
 * allocator.
 */
final class FreeAddresses {
    private final Predicate<IpAddress> taken;
    private final Iterator<AddressRange> ranges;
    private Iterator<IpAddress> addresses = List.<IpAddress>of().iterator();
    /** Looked at and free at that time, lowest first. */
    private final List<IpAddress> seen = new ArrayList<>();

    /** @param pool its addresses of that family alone */
    FreeAddresses(AddressPool pool, Predicate<IpAddress> taken) {
        this.taken = taken;
        ranges = pool.ranges().iterator();
    }

    /** At most so many. */
    List<IpAddress> lowest(int wanted) {
        seen.removeIf(taken);
        while (seen.size() < wanted && hasNext()) {
            IpAddress next = addresses.next();
            if (!taken.test(next)) {
                seen.add(next);
            }
        }
        return List.copyOf(seen.subList(0, Math.clamp(wanted, 0, seen.size())));
    }

    private boolean hasNext() {
        while (!addresses.hasNext() && ranges.hasNext()) {
            addresses = ranges.next().addresses().iterator();
        }
        return addresses.hasNext();
    }
}
