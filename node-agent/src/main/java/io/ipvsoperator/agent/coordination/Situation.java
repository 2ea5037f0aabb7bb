package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.address.AddressReport;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.link.HostLinks;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.vrrp.InterfaceView;
import io.ipvsoperator.time.MonotonicInstant;
import java.util.Map;

/**
 * What every part of the agent said last.
 *
 * @param views of the interfaces that run routers
 * @param startedAt when this process began, for the delay of a failback
 * @param stopping true: every router is to hand over, and the kernel's table stays as it is
 */
public record Situation(
        Plan plan,
        HostLinks links,
        Map<NetworkInterfaceName, InterfaceView> views,
        KernelReport kernel,
        AddressReport addresses,
        MonotonicInstant startedAt,
        boolean stopping) {
    public Situation {
        views = Map.copyOf(views);
    }
}
