package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import java.util.List;

/**
 * All virtual routers of one interface at one moment.
 *
 * @param assignment number of the assignment that is in force
 */
public record InterfaceView(NetworkInterfaceName interfaceName, long assignment, List<RouterView> routers) {
    public InterfaceView {
        routers = List.copyOf(routers);
    }
}
