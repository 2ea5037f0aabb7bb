package io.ipvsoperator.agent.address;

import io.ipvsoperator.time.MonotonicInstant;
import java.util.List;

/**
 * What the virtual routers of one interface want, as of the last sign of life of the thread that runs them.
 *
 * @param routers those that own their addresses now
 * @param heartbeat when that thread last looked at time and packets; leases are not refreshed for a thread that is silent
 */
record InterfaceWishes(List<RouterAddresses> routers, MonotonicInstant heartbeat) {
    InterfaceWishes {
        routers = List.copyOf(routers);
    }
}
