package io.ipvsoperator.agent.host;

import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.sysctl.DirectorSysctls;
import io.ipvsoperator.agent.sysctl.RealServerSysctls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which settings of the kernel the roles of this node want. Pure. */
final class HostSettings {
    private static final String MAGLEV = "mh";

    private HostSettings() {}

    /** A director without routers is a node like any other: it wants nothing, and what it had changed is put back. */
    static Map<SysctlKey, String> wanted(KernelOrder order) {
        Map<SysctlKey, String> wanted = new LinkedHashMap<>();
        if (!order.interfaces().isEmpty()) {
            wanted.putAll(DirectorSysctls.on(order.interfaces(), usesMaglev(order)));
        }
        if (!order.realServer().isEmpty()) {
            wanted.putAll(RealServerSysctls.all());
        }
        return wanted;
    }

    private static boolean usesMaglev(KernelOrder order) {
        return order.tables().stream()
                .map(TablePlan::services)
                .flatMap(List::stream)
                .anyMatch(service -> service.scheduler().equals(MAGLEV));
    }
}
