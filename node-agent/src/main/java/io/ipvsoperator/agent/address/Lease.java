package io.ipvsoperator.agent.address;

import io.ipvsoperator.time.MonotonicInstant;

/**
 * What we know of an address that the kernel has from us. The kernel's clock started after the request was sent, so the address
 * is certainly there until {@code expiresAt} unless somebody removed it.
 */
record Lease(MonotonicInstant refreshAt, MonotonicInstant expiresAt) {

    static Lease sent(AddressLease terms, MonotonicInstant at) {
        return new Lease(at.plus(terms.refreshInterval()), at.plus(terms.lifetime()));
    }

    boolean holdsAt(MonotonicInstant now) {
        return !expiresAt.isReachedAt(now);
    }
}
