package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.netlink.Outcome;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.netlink.route.RouteRequests;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The kernel's addresses and interfaces over rtnetlink. Used by one thread. */
final class KernelAddresses {
    private final NetlinkConversation route;

    KernelAddresses(NetlinkConversation route) {
        this.route = route;
    }

    Map<NetworkInterfaceName, Link> links() {
        Map<NetworkInterfaceName, Link> links = new LinkedHashMap<>();
        route.dump(RouteRequests.listLinks()).forEach(message -> {
            Link link = Link.decode(message.payload());
            if (NetworkInterfaceName.isValid(link.name())) {
                links.put(new NetworkInterfaceName(link.name()), link);
            }
        });
        return links;
    }

    /** Leased addresses that this agent, or an earlier run of it, has added. */
    Set<VirtualAddress> leased() {
        Set<VirtualAddress> leased = new LinkedHashSet<>();
        route.dump(RouteRequests.listAddresses()).forEach(message -> {
            InterfaceAddress address = InterfaceAddress.decode(message.payload());
            if (VirtualAddress.isLeasedByUs(address)) {
                VirtualAddress.of(address).ifPresent(leased::add);
            }
        });
        return leased;
    }

    List<Outcome> apply(List<AddressChange> changes) {
        return route.executeAll(changes.stream().map(AddressChange::request).toList());
    }
}
