package io.ipvsoperator.agent.address;

import io.ipvsoperator.time.MonotonicInstant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What routers may rely on, published as one value: a lease that ends moves its router from one part to the other.
 *
 * @param leasedUntil by router, until when every address it has is certainly there
 * @param losers routers that lost an address under the claim they still make
 */
record Claims(Map<String, MonotonicInstant> leasedUntil, Set<String> losers) {
    Claims {
        leasedUntil = Map.copyOf(leasedUntil);
        losers = Set.copyOf(losers);
    }

    boolean hold(String router, MonotonicInstant now) {
        boolean expired = Optional.ofNullable(leasedUntil.get(router))
                .filter(until -> until.isReachedAt(now))
                .isPresent();
        return !expired && !losers.contains(router);
    }
}
