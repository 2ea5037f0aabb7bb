package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.allocation.AddressRange;
import io.ipvsoperator.operator.allocation.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A pool without some of its addresses. */
final class AddressExclusion {
    private AddressExclusion() {}

    static AddressPool without(AddressPool pool, Collection<IpAddress> excluded) {
        List<AddressRange> ranges = pool.ranges();
        for (IpAddress address : excluded) {
            List<AddressRange> split = new ArrayList<>(ranges.size() + 1);
            ranges.forEach(range -> split.addAll(without(range, address)));
            ranges = split;
        }
        return new AddressPool(ranges);
    }

    private static List<AddressRange> without(AddressRange range, IpAddress address) {
        if (!range.contains(address)) {
            return List.of(range);
        }
        List<AddressRange> parts = new ArrayList<>(2);
        if (range.first().compareTo(address) < 0) {
            parts.add(new AddressRange(range.text(), range.first(), address.plus(-1)));
        }
        if (address.compareTo(range.last()) < 0) {
            parts.add(new AddressRange(range.text(), address.plus(1), range.last()));
        }
        return parts;
    }
}
