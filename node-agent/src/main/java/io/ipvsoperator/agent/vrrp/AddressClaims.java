package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.address.RouterAddresses;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.time.MonotonicInstant;
import java.util.List;

/** Where a loop says which addresses its routers own. Neither method waits for anything. */
public interface AddressClaims {
    /**
     * Replaces what is claimed on the segment.
     *
     * @param heartbeat when the loop was last in order; leases are renewed only while this is young
     */
    void want(Segment segment, List<RouterAddresses> routers, MonotonicInstant heartbeat);

    /** False if an address of the router may be gone because its lease was not renewed in time. */
    boolean leaseHolds(String router, MonotonicInstant now);
}
