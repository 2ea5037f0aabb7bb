package io.ipvsoperator.agent.sysctl;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.SysctlKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the kernel of a director must be set to; docs/ipvs.md and docs/addresses.md give the reason of each. */
public final class DirectorSysctls {
    private DirectorSysctls() {}

    /**
     * @param interfaces that carry virtual addresses
     * @param maglev true if some service uses the scheduler mh: only then connections that IPVS has not seen begin may be taken
     *     over in the middle, because every director sends them to the same destination
     */
    public static Map<SysctlKey, String> on(Set<NetworkInterfaceName> interfaces, boolean maglev) {
        Map<SysctlKey, String> wanted = new LinkedHashMap<>();
        wanted.put(ofIpvs("conntrack"), "0");
        wanted.put(ofIpvs("conn_reuse_mode"), "1");
        wanted.put(ofIpvs("expire_nodest_conn"), "1");
        wanted.put(ofIpvs("expire_quiescent_template"), "1");
        wanted.put(ofIpvs("sync_threshold"), "0 0");
        wanted.put(ofIpvs("sync_refresh_period"), "10");
        wanted.put(ofIpvs("backup_only"), "0");
        wanted.put(ofIpvs("sloppy_tcp"), maglev ? "1" : "0");
        for (NetworkInterfaceName name : interfaces) {
            wanted.put(SysctlKey.ofInterface(name, "arp_ignore"), "1");
            wanted.put(SysctlKey.ofInterface(name, "arp_announce"), "2");
        }
        return wanted;
    }

    private static SysctlKey ofIpvs(String name) {
        return SysctlKey.of("net", "ipv4", "vs", name);
    }
}
