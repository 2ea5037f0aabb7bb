package io.ipvsoperator.agent.sysctl;

import io.ipvsoperator.agent.kernel.SysctlKey;
import java.util.Map;

/** What the kernel of a backend must be set to, so that it is silent about the virtual addresses it accepts. */
public final class RealServerSysctls {
    private RealServerSysctls() {}

    public static Map<SysctlKey, String> all() {
        return Map.of(ofAll("arp_ignore"), "1", ofAll("arp_announce"), "2");
    }

    private static SysctlKey ofAll(String name) {
        return SysctlKey.of("net", "ipv4", "conf", "all", name);
    }
}
