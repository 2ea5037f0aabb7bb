package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.kernel.SysctlKey;
import java.util.Map;

/** What the kernel must be set to for the interface of a virtual MAC address. It goes with the interface. */
final class DeviceSettings {
    private DeviceSettings() {}

    /** Those of a kernel without IPv6 are missing there, and not missed. */
    static Map<SysctlKey, String> of(VirtualDevice device) {
        String name = device.name();
        return switch (device.mac().family()) {
            case IPV4 ->
                Map.of(
                        // The node's own addresses are not here: ARP requests for them come by as well.
                        SysctlKey.of("net", "ipv4", "conf", name, "arp_ignore"),
                        "1",
                        // The way back leads through the interface below. Loose, because 0 would yield to all.rp_filter
                        // = 1.
                        SysctlKey.of("net", "ipv4", "conf", name, "rp_filter"),
                        "2",
                        SysctlKey.of("net", "ipv6", "conf", name, "disable_ipv6"),
                        "1");
            case IPV6 ->
                Map.of(
                        // No link-local address but the router's own.
                        SysctlKey.of("net", "ipv6", "conf", name, "addr_gen_mode"),
                        "1",
                        // No addresses and routes that a router on the segment proposes.
                        SysctlKey.of("net", "ipv6", "conf", name, "accept_ra"),
                        "0");
        };
    }
}
