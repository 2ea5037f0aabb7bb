package io.ipvsoperator.agent.host;

import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.sysctl.DataPathSysctls;
import io.ipvsoperator.agent.sysctl.DirectorSysctls;
import io.ipvsoperator.agent.sysctl.KernelRelease;
import io.ipvsoperator.agent.sysctl.MasqueradeSysctls;
import io.ipvsoperator.agent.sysctl.RealServerSysctls;
import io.ipvsoperator.netlink.ipvs.AddressFamily;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Which settings of the kernel the roles of this node want. Pure. */
final class HostSettings {
    private static final String MAGLEV = "mh";

    private HostSettings() {}

    /**
     * A director without routers is a node like any other: it wants nothing, and what it had changed is put back.
     *
     * @param learning interfaces that take routes from router advertisements; asked only where that matters
     * @param release of the kernel; asked only where that matters
     */
    static Map<SysctlKey, String> wanted(
            KernelOrder order, Supplier<List<String>> learning, Supplier<Optional<KernelRelease>> release) {
        Map<SysctlKey, String> wanted = new LinkedHashMap<>();
        if (!order.interfaces().isEmpty()) {
            wanted.putAll(DirectorSysctls.on(order.interfaces(), usesMaglev(order)));
            if (asksByDataPath(order)) {
                wanted.putAll(DataPathSysctls.on(order.interfaces()));
            }
            Set<AddressFamily> families = masqueradedFamilies(order);
            wanted.putAll(MasqueradeSysctls.on(
                    order.interfaces(),
                    families,
                    families.contains(AddressFamily.IPV6) ? learning.get() : List.of(),
                    families.isEmpty() ? Optional.empty() : release.get()));
        }
        if (!order.realServer().isEmpty()) {
            wanted.putAll(RealServerSysctls.all());
        }
        return wanted;
    }

    /** No streams here: there may be thousands of tables, and this is asked at every change. */
    private static Set<AddressFamily> masqueradedFamilies(KernelOrder order) {
        Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
        for (TablePlan table : order.tables()) {
            if (table.masqueraded().isPresent()) {
                table.addresses().forEach(address -> families.add(AddressFamily.of(address)));
            }
        }
        return families;
    }

    private static boolean asksByDataPath(KernelOrder order) {
        for (TablePlan table : order.tables()) {
            if (table.healthCheck().isPresent() && table.healthCheck().get().isByDataPath()) {
                return true;
            }
        }
        return false;
    }

    private static boolean usesMaglev(KernelOrder order) {
        for (TablePlan table : order.tables()) {
            for (TablePlan.Service service : table.services()) {
                if (service.scheduler().equals(MAGLEV)) {
                    return true;
                }
            }
        }
        return false;
    }
}
