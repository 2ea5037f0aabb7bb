package io.ipvsoperator.operator.allocation;

/**
 * One entry of a pool, both ends included.
 *
 * @param text as the user wrote it, for messages
 */
public record AddressRange(String text, Ipv4Address first, Ipv4Address last) {
    public AddressRange {
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException(
                    "range " + text + ": its first address " + first + " lies behind its last " + last + "; swap them");
        }
    }

    public boolean contains(Ipv4Address address) {
        return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
    }

    public boolean overlaps(AddressRange other) {
        return contains(other.first) || other.contains(first);
    }

    public long size() {
        return last.value() - first.value() + 1;
    }
}
