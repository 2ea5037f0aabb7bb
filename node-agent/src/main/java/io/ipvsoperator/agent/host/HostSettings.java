package io.ipvsoperator.agent.host;

import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.sysctl.DirectorSysctls;
import io.ipvsoperator.agent.sysctl.MasqueradeSysctls;
import io.ipvsoperator.agent.sysctl.RealServerSysctls;
import io.ipvsoperator.netlink.ipvs.AddressFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Which settings of the kernel the roles of this node want. Pure. */
final class HostSettings {
    private static final String MAGLEV = "mh";

    private HostSettings() {}

    /**
     * A director without routers is a node like any other: it wants nothing, and what it had changed is put back.
     *
     * @param learning interfaces that take routes from router advertisements; asked only where that matters
     */
    static Map<SysctlKey, String> wanted(KernelOrder order, Supplier<List<String>> learning) {
        Map<SysctlKey, String> wanted = new LinkedHashMap<>();
        if (!order.interfaces().isEmpty()) {
            wanted.putAll(DirectorSysctls.on(order.interfaces(), usesMaglev(order)));
            Set<AddressFamily> families = masqueradedFamilies(order);
            wanted.putAll(MasqueradeSysctls.on(
                    order.interfaces(), families, families.contains(AddressFamily.IPV6) ? learning.get() : List.of()));
        }
        if (!order.realServer().isEmpty()) {
            wanted.putAll(RealServerSysctls.all());
        }
        return wanted;
    }

    private static Set<AddressFamily> masqueradedFamilies(KernelOrder order) {
        return order.tables().stream()
                .filter(table -> table.masqueraded().isPresent())
                .flatMap(table -> table.addresses().stream())
                .map(AddressFamily::of)
                .collect(Collectors.toSet());
    }

    private static boolean usesMaglev(KernelOrder order) {
        return order.tables().stream()
                .map(TablePlan::services)
                .flatMap(List::stream)
                .anyMatch(service -> service.scheduler().equals(MAGLEV));
    }
}
