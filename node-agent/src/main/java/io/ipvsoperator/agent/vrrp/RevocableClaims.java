package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.address.RouterAddresses;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.time.MonotonicInstant;
import java.util.List;

/**
 * What one loop claims on its segment, for as long as the loop is the segment's: a thread that ends late must not take away what
 * the next one claims there. Thread-safe; the lock is held for no longer than a claim takes.
 */
final class RevocableClaims implements AddressClaims {
    private final AddressClaims claims;
    private boolean revoked;

    RevocableClaims(AddressClaims claims) {
        this.claims = claims;
    }

    @Override
    public synchronized void want(Segment segment, List<RouterAddresses> routers, MonotonicInstant heartbeat) {
        if (!revoked) {
            claims.want(segment, routers, heartbeat);
        }
    }

    @Override
    public boolean leaseHolds(String router, MonotonicInstant now) {
        return claims.leaseHolds(router, now);
    }

    /** What was claimed last stands until somebody else claims; what the loop says from now on is not heard. */
    synchronized void revoke() {
        revoked = true;
    }

    /** Claims nothing on the segment, for good. */
    synchronized void giveUp(Segment segment, MonotonicInstant now) {
        want(segment, List.of(), now);
        revoke();
    }
}
