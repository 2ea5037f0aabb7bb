package io.ipvsoperator.agent.link;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import java.util.List;

/**
 * One network interface.
 *
 * @param up a packet handed to it would leave
 * @param maximumTransmissionUnit in bytes
 * @param addresses the node's own addresses that can be used now, in the kernel's order, without virtual ones
 */
public record HostLink(
        NetworkInterfaceName name, int index, boolean up, int maximumTransmissionUnit, List<OwnAddress> addresses) {
    public HostLink {
        addresses = List.copyOf(addresses);
    }

    /** Whether the node has an address there that others can reach across a network. */
    public boolean isAddressed() {
        return addresses.stream().anyMatch(own -> !own.address().isLinkLocal());
    }
}
