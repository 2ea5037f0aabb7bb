package io.ipvsoperator.agent.kernel;

import java.util.List;

/**
 * A key under /proc/sys. A list and no dotted string, because the name of an interface may hold dots: {@code eth0.100}.
 *
 * @param path the directories and the file, such as net, ipv4, conf, eth0.100, arp_ignore
 */
public record SysctlKey(List<String> path) {
    public SysctlKey {
        path = List.copyOf(path);
        if (path.isEmpty()
                || path.stream().anyMatch(part -> part.isEmpty() || part.contains("/") || part.startsWith("."))) {
            throw new IllegalArgumentException("sysctl key: expected non-empty names without slash but was " + path);
        }
    }

    public static SysctlKey of(String... path) {
        return new SysctlKey(List.of(path));
    }

    /** {@code net.ipv4.conf.INTERFACE.NAME}. */
    public static SysctlKey ofInterface(NetworkInterfaceName networkInterface, String name) {
        return of("net", "ipv4", "conf", networkInterface.value(), name);
    }

    /** As {@code sysctl} writes it, with dots, and slashes for dots within a name. */
    @Override
    public String toString() {
        return String.join(
                ".", path.stream().map(part -> part.replace('.', '/')).toList());
    }
}
