package io.ipvsoperator.agent.address;

import io.ipvsoperator.time.MonotonicInstant;
import java.util.List;

/**
 * What the virtual routers of one segment want, as of the last sign of life of the thread that runs them.
 *
 * @param routers those that own their addresses now
 * @param heartbeat when that thread last looked at time and packets; leases are not refreshed for a thread that is silent
 */
record SegmentWishes(List<RouterAddresses> routers, MonotonicInstant heartbeat) {
    SegmentWishes {
        routers = List.copyOf(routers);
    }
}
