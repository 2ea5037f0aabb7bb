package io.ipvsoperator.agent.vrrp;

import java.util.List;

/**
 * All virtual routers of one interface at one moment.
 *
 * @param assignment number of the assignment that is in force
 */
public record InterfaceView(String interfaceName, long assignment, List<RouterView> routers) {
    public InterfaceView {
        routers = List.copyOf(routers);
    }
}
