package io.ipvsoperator.operator.allocation;

import io.ipvsoperator.operator.address.AddressFamily;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who wants addresses of one pool, and who has them.
 *
 * @param routers of this pool, as published; their entries are the record of allocation
 * @param claims of everybody who may hold addresses; what a holder without a claim has is released
 * @param identifiersTaken virtual router identifiers in use by other pools on the same segment, in each family
 */
public record AllocationProblem(
        AddressPool pool,
        List<Router> routers,
        List<Claim> claims,
        IdentifierBudget budget,
        Map<AddressFamily, Set<Integer>> identifiersTaken) {

    /**
     * A slot: the virtual routers of one identifier, one for each family that has entries. They are placed together. One
     * without entries keeps its identifier and is the first to get a new address.
     */
    public record Router(int virtualRouterId, List<Entry> entries) {
        public Router {
            entries = List.copyOf(entries);
        }

        /**
         * How many shares of a holder's demand run through it: an address of IPv4 and one of IPv6 are two ways to the same
         * share.
         */
        public int unitsOf(String holder) {
            return Math.max(count(holder, AddressFamily.IPV4), count(holder, AddressFamily.IPV6));
        }

        private int count(String holder, AddressFamily family) {
            return (int) entries.stream()
                    .filter(entry -> entry.isHeldBy(holder) && entry.address().family() == family)
                    .count();
        }
    }

    /** @param released nobody may own it any longer, nor may anybody have it until the entry is gone */
    public record Entry(IpAddress address, String holder, boolean released) {
        boolean isHeldBy(String uid) {
            return !released && holder.equals(uid);
        }
    }

    /**
     * @param uid the holder in entries
     * @param counts addresses wanted of each family; as many as requested if those are more
     * @param requested these and no others, as far as the count goes
     */
    public record Claim(
            String uid,
            String namespace,
            String name,
            Instant creationTimestamp,
            Map<AddressFamily, Integer> counts,
            List<IpAddress> requested) {
        static final Comparator<Claim> OLDEST_FIRST = Comparator.comparing(Claim::creationTimestamp)
                .thenComparing(Claim::namespace)
                .thenComparing(Claim::name);

        public Claim {
            counts = Map.copyOf(counts);
            requested = requested.stream().distinct().toList();
            if (counts.values().stream().anyMatch(count -> count < 0)) {
                throw new IllegalArgumentException(
                        namespace + "/" + name + ": counts are " + counts + " but must be at least 0");
            }
        }

        int wanted(AddressFamily family) {
            return Math.max(counts.getOrDefault(family, 0), requested(family).size());
        }

        List<IpAddress> requested(AddressFamily family) {
            return requested.stream()
                    .filter(address -> address.family() == family)
                    .toList();
        }

        /** For messages. */
        public String title() {
            return namespace + "/" + name;
        }
    }

    /** Both ends included. */
    public record IdentifierBudget(int first, int last) {
        public IdentifierBudget {
            if (first < 1 || last > 255 || first > last) {
                throw new IllegalArgumentException("virtualRouterIds are " + first + " to " + last
                        + " but must be from 1 to 255, the first not behind the last");
            }
        }
    }

    boolean isTaken(int virtualRouterId, AddressFamily family) {
        return identifiersTaken.getOrDefault(family, Set.of()).contains(virtualRouterId);
    }

    public AllocationProblem {
        routers = routers.stream()
                .sorted(Comparator.comparingInt(Router::virtualRouterId))
                .toList();
        claims = claims.stream().sorted(Claim.OLDEST_FIRST).toList();
        identifiersTaken = Map.copyOf(identifiersTaken);
    }
}
