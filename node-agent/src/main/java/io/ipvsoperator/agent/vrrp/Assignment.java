package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.vrrp.Router;
import java.time.Duration;
import java.util.List;

/**
 * What one interface has to run, all of it. A router that is no longer in the list is shut down in order: it hands over.
 *
 * @param number of this assignment, so that a view says which one it answers
 * @param linkUp false while nothing can be sent or heard
 */
public record Assignment(long number, boolean linkUp, List<AssignedRouter> routers) {
    public Assignment {
        routers = List.copyOf(routers);
    }

    /** Nothing to run, before anything was said. */
    public static Assignment none() {
        return new Assignment(0, false, List.of());
    }

    /**
     * @param name of the VirtualRouter
     * @param mayStart the kernel is programmed for its addresses; once started a router stays so
     * @param lease how long its addresses outlive a silent agent
     */
    public record AssignedRouter(String name, Router router, boolean mayStart, Duration lease) {}
}
