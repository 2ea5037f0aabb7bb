package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import java.util.List;
import java.util.Map;

/**
 * What everybody has to do now.
 *
 * @param interfaces by name; one that is missing runs nothing
 * @param failures objects of the plan that cannot be served on this host
 */
public record Orders(Map<NetworkInterfaceName, InterfaceOrder> interfaces, KernelOrder kernel, List<Failure> failures) {
    public Orders {
        interfaces = Map.copyOf(interfaces);
        failures = List.copyOf(failures);
    }

    public record InterfaceOrder(boolean linkUp, List<AssignedRouter> routers) {
        public InterfaceOrder {
            routers = List.copyOf(routers);
        }
    }
}
