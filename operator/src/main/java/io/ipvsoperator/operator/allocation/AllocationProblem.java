package io.ipvsoperator.operator.allocation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Who wants addresses of one pool, and who has them.
 *
 * @param routers of this pool, as published; their entries are the record of allocation
 * @param claims of everybody who may hold addresses; what a holder without a claim has is released
 * @param identifiersTaken virtual router identifiers in use by other pools on the same segment
 */
public record AllocationProblem(
        AddressPool pool,
        List<Router> routers,
        List<Claim> claims,
        IdentifierBudget budget,
        Set<Integer> identifiersTaken) {

    /** A virtual router. One without entries keeps its identifier and is the first to get a new address. */
    public record Router(int virtualRouterId, List<Entry> entries) {
        public Router {
            entries = List.copyOf(entries);
        }
    }

    /** @param released nobody may own it any longer, nor may anybody have it until the entry is gone */
    public record Entry(Ipv4Address address, String holder, boolean released) {}

    /**
     * @param uid the holder in entries
     * @param count addresses wanted; as many as requested if those are more
     * @param requested these and no others, as far as the count goes
     */
    public record Claim(
            String uid,
            String namespace,
            String name,
            Instant creationTimestamp,
            int count,
            List<Ipv4Address> requested) {
        static final Comparator<Claim> OLDEST_FIRST = Comparator.comparing(Claim::creationTimestamp)
                .thenComparing(Claim::namespace)
                .thenComparing(Claim::name);

        public Claim {
            requested = requested.stream().distinct().toList();
            if (count < 0) {
                throw new IllegalArgumentException(
                        namespace + "/" + name + ": count is " + count + " but must be at least 0");
            }
        }

        int wanted() {
            return Math.max(count, requested.size());
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

    public AllocationProblem {
        routers = routers.stream()
                .sorted(Comparator.comparingInt(Router::virtualRouterId))
                .toList();
        claims = claims.stream().sorted(Claim.OLDEST_FIRST).toList();
        identifiersTaken = Set.copyOf(identifiersTaken);
    }
}
