package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.address.AddressTerms;
import io.ipvsoperator.vrrp.Router;
import io.ipvsoperator.wire.IpAddress;
import java.util.List;
import java.util.Set;

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
     * @param members the other directors' own addresses; empty while not all of them are known
     * @param mayStart the kernel is programmed for its addresses; once started a router stays so
     * @param ownable those of its addresses for which the kernel is programmed
     * @param terms how its addresses stand on this host
     * @param probed ask the segment before an address is added
     */
    public record AssignedRouter(
            String name,
            Router router,
            Set<IpAddress> members,
            boolean mayStart,
            Set<IpAddress> ownable,
            AddressTerms terms,
            boolean probed) {
        public AssignedRouter {
            ownable = Set.copyOf(ownable);
            members = Set.copyOf(members);
        }

        /** Whether the address is known not to be that of another director of the router. */
        boolean isStranger(IpAddress peer) {
            return !members.isEmpty() && !members.contains(peer);
        }
    }
}
