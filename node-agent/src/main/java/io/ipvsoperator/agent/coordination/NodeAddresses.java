package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.link.OwnAddress;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.realserver.RealServerRole;
import io.ipvsoperator.wire.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The addresses by which others reach this node itself: on every interface, whether or not the API server knows them. Not
 * virtual ones, for they move from node to node.
 *
 * @param all in their order
 */
record NodeAddresses(List<IpAddress> all) {
    static final NetworkInterfaceName LOOPBACK = new NetworkInterfaceName("lo");

    private static final Set<NetworkInterfaceName> NOT_OWN =
            Set.of(LOOPBACK, new NetworkInterfaceName(RealServerRole.INTERFACE_NAME));

    /** What the schema of a RealServer has room for. */
    private static final int MOST = 64;

    NodeAddresses {
        all = List.copyOf(all);
    }

    static NodeAddresses of(Situation situation) {
        Set<IpAddress> virtual = virtual(situation.plan());
        return new NodeAddresses(situation.links().links().stream()
                .filter(link -> !NOT_OWN.contains(link.name()))
                .flatMap(link -> link.addresses().stream())
                .map(OwnAddress::address)
                .filter(address -> !virtual.contains(address) && !address.isLinkLocal())
                .distinct()
                .sorted()
                .toList());
    }

    private static Set<IpAddress> virtual(Plan plan) {
        return Stream.concat(
                        plan.routers().stream().flatMap(router -> router.published().stream()),
                        plan.realServer().stream().flatMap(role -> role.addresses().stream()))
                .collect(Collectors.toSet());
    }

    List<String> reported() {
        return all.stream().limit(MOST).map(IpAddress::toString).toList();
    }

    /** What to do about those that are not reported, if any. */
    Optional<String> failure() {
        return all.size() <= MOST
                ? Optional.empty()
                : Optional.of("the node has " + all.size() + " addresses, of which only the first " + MOST
                        + " are reported; name as backend one of those, or an InternalIP of the Node");
    }
}
