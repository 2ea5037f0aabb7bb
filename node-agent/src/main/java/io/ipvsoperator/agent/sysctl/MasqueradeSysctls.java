package io.ipvsoperator.agent.sysctl;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.netlink.ipvs.AddressFamily;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the kernel of a director needs beside {@link DirectorSysctls} where answers come back through it, see docs/ipvs.md. */
public final class MasqueradeSysctls {
    private static final String NET = "net";
    /** Since "ipvs: allow connection reuse for unconfirmed conntrack" a reused port is not made to wait. */
    private static final KernelRelease REUSES_TRACKED_PORTS = new KernelRelease(5, 9);

    private MasqueradeSysctls() {}

    /**
     * @param interfaces that carry virtual addresses
     * @param families of the masqueraded services; none wants nothing
     * @param learning interfaces that take routes from router advertisements: a forwarding host does so only where it is told
     * @param release of the kernel; one that is not known counts as new
     */
    public static Map<SysctlKey, String> on(
            Set<NetworkInterfaceName> interfaces,
            Set<AddressFamily> families,
            Collection<String> learning,
            Optional<KernelRelease> release) {
        Map<SysctlKey, String> wanted = new LinkedHashMap<>();
        if (!families.isEmpty()) {
            wanted.put(SysctlKey.of(NET, "ipv4", "vs", "conntrack"), "1");
            release.filter(known -> known.compareTo(REUSES_TRACKED_PORTS) < 0)
                    .ifPresent(old -> wanted.put(SysctlKey.of(NET, "ipv4", "vs", "conn_reuse_mode"), "0"));
        }
        if (families.contains(AddressFamily.IPV4)) {
            wanted.put(SysctlKey.of(NET, "ipv4", "ip_forward"), "1");
            wanted.put(SysctlKey.of(NET, "ipv4", "conf", "all", "send_redirects"), "0");
            interfaces.forEach(name -> wanted.put(SysctlKey.ofInterface(name, "send_redirects"), "0"));
        }
        if (families.contains(AddressFamily.IPV6)) {
            // Before forwarding: the kernel drops learnt default routes when that begins.
            learning.forEach(name -> wanted.put(SysctlKey.of(NET, "ipv6", "conf", name, "accept_ra"), "2"));
            wanted.put(SysctlKey.of(NET, "ipv6", "conf", "all", "forwarding"), "1");
        }
        return wanted;
    }
}
