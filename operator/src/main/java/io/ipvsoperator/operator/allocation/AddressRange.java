package io.ipvsoperator.operator.allocation;

import java.math.BigInteger;
import java.util.stream.Stream;

/**
 * One entry of a pool, both ends included.
 *
 * @param text as the user wrote it, for messages
 */
public record AddressRange(String text, IpAddress first, IpAddress last) {
    public AddressRange {
        if (first.family() != last.family()) {
            throw new IllegalArgumentException(
                    "range " + text + ": " + first + " and " + last + " are of two families; make two ranges of it");
        }
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException(
                    "range " + text + ": its first address " + first + " lies behind its last " + last + "; swap them");
        }
    }

    public boolean contains(IpAddress address) {
        return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
    }

    public boolean overlaps(AddressRange other) {
        return contains(other.first) || other.contains(first);
    }

    /** At most what a long holds: an IPv6 subnet has more addresses than anybody counts. */
    public long size() {
        BigInteger size = last.value().subtract(first.value()).add(BigInteger.ONE);
        return size.bitLength() < Long.SIZE ? size.longValue() : Long.MAX_VALUE;
    }

    Stream<IpAddress> addresses() {
        return Stream.iterate(first, this::contains, address -> address.plus(1));
    }
}
