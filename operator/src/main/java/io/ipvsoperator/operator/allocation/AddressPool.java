package io.ipvsoperator.operator.allocation;

import io.ipvsoperator.operator.address.AddressFamily;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The addresses of a pool. Every address of an IPv4 CIDR is used, its first and its last too: a VIP is a /32, whether a subnet
 * calls one of them its broadcast address is for the user to know.
 *
 * @param ranges without overlap, by their first address
 */
public record AddressPool(List<AddressRange> ranges) {

    /** Two entries that share addresses, as the user wrote them. */
    public record Overlap(String mine, String theirs) {}

    public AddressPool {
        ranges = ranges.stream()
                .sorted(Comparator.comparing(AddressRange::first))
                .toList();
        Optional<Overlap> overlap = overlapWithin(ranges);
        if (overlap.isPresent()) {
            throw new IllegalArgumentException("addresses " + overlap.get().mine() + " and "
                    + overlap.get().theirs() + " overlap but each address may be listed once");
        }
    }

    /** The first two that overlap, if any. */
    static Optional<Overlap> overlapWithin(List<AddressRange> sorted) {
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i - 1).overlaps(sorted.get(i))) {
                return Optional.of(
                        new Overlap(sorted.get(i - 1).text(), sorted.get(i).text()));
            }
        }
        return Optional.empty();
    }

    public boolean contains(IpAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    public Optional<Overlap> overlapWith(AddressPool other) {
        for (AddressRange mine : ranges) {
            for (AddressRange theirs : other.ranges) {
                if (mine.overlaps(theirs)) {
                    return Optional.of(new Overlap(mine.text(), theirs.text()));
                }
            }
        }
        return Optional.empty();
    }

    /** At most what a long holds. */
    public long total() {
        return ranges.stream()
                .mapToLong(AddressRange::size)
                .reduce(0, (sum, size) -> sum + size < 0 ? Long.MAX_VALUE : sum + size);
    }

    /** Its addresses of one family; there may be none. */
    public AddressPool of(AddressFamily family) {
        return new AddressPool(ranges.stream()
                .filter(range -> range.first().family() == family)
                .toList());
    }

    /** The lowest addresses that {@code taken} does not hold, at most {@code wanted}. */
    public List<IpAddress> lowestFree(Predicate<IpAddress> taken, int wanted) {
        return ranges.stream()
                .flatMap(AddressRange::addresses)
                .filter(address -> !taken.test(address))
                .limit(wanted)
                .toList();
    }

    /**
     * Counts for a status.
     *
     * @param releasing given up by their holder, not yet by every director
     * @param free what is left of the pool; held addresses outside of it do not count
     */
    public record Usage(long total, long allocated, long releasing, long free) {}

    public Usage usage(Set<IpAddress> allocated, Set<IpAddress> releasing) {
        long held = java.util.stream.Stream.concat(allocated.stream(), releasing.stream())
                .filter(this::contains)
                .distinct()
                .count();
        return new Usage(total(), allocated.size(), releasing.size(), total() - held);
    }
}
