package io.ipvsoperator.agent.sysctl;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.SysctlKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a director needs to hear the answers to health checks through the data path. */
public final class DataPathSysctls {
    private DataPathSysctls() {}

    /**
     * The answer comes from the virtual address, which is this host's own on the owner: the kernel drops such packets from outside
     * ({@code fib_validate_source} in net/ipv4/fib_frontend.c). IPv6 has no such setting and needs none.
     *
     * @param interfaces that carry virtual addresses
     */
    public static Map<SysctlKey, String> on(Set<NetworkInterfaceName> interfaces) {
        Map<SysctlKey, String> wanted = new LinkedHashMap<>();
        interfaces.forEach(name -> wanted.put(SysctlKey.ofInterface(name, "accept_local"), "1"));
        return wanted;
    }
}
