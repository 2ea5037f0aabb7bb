package io.ipvsoperator.agent.link;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.plan.RouterPlan;
import io.ipvsoperator.wire.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where on this host a virtual router runs: its interface, and the node's own address that its advertisements come from. A
 * virtual address is never a source, not even of another router: it moves.
 */
public sealed interface RouterSeat {

    record Found(NetworkInterfaceName interfaceName, IpAddress source, int maximumTransmissionUnit)
            implements RouterSeat {}

    /** @param problem names field and value and says what would be right */
    record Missing(String problem) implements RouterSeat {}

    /**
     * Pure.
     *
     * @param virtual addresses of all pools
     */
    static RouterSeat of(RouterPlan router, HostLinks links, Set<IpAddress> virtual) {
        Optional<String> wanted = router.networkInterface();
        return wanted.isPresent() ? named(wanted.get(), router, links, virtual) : bySubnet(router, links, virtual);
    }

    private static RouterSeat named(String name, RouterPlan router, HostLinks links, Set<IpAddress> virtual) {
        Optional<HostLink> link = links.links().stream()
                .filter(candidate -> candidate.name().value().equals(name))
                .findFirst();
        if (link.isEmpty()) {
            return new Missing("spec.interface is '" + name + "', which this node does not have; it has "
                    + links.links().stream().map(each -> each.name().value()).toList());
        }
        List<OwnAddress> own = ownAddresses(link.get(), virtual);
        return own.stream()
                .filter(address -> holdsAll(address, router))
                .findFirst()
                .or(() -> own.stream().findFirst())
                .<RouterSeat>map(source -> new Found(
                        link.get().name(), source.address(), link.get().maximumTransmissionUnit()))
                .orElseGet(
                        () -> new Missing(
                                "spec.interface is '" + name
                                        + "', which has no IPv4 address of the node's own; give it one, advertisements come from there"));
    }

    private static RouterSeat bySubnet(RouterPlan router, HostLinks links, Set<IpAddress> virtual) {
        for (HostLink link : links.links()) {
            for (OwnAddress own : ownAddresses(link, virtual)) {
                if (holdsAll(own, router)) {
                    return new Found(link.name(), own.address(), link.maximumTransmissionUnit());
                }
            }
        }
        return new Missing(
                "spec.addresses are " + router.published()
                        + ", which no subnet of this node's interfaces holds; name one in spec.directors.interface of the VipPool");
    }

    private static boolean holdsAll(OwnAddress own, RouterPlan router) {
        return router.published().stream().allMatch(own::subnetHolds);
    }

    /** The primary ones first, which stay when others go. */
    private static List<OwnAddress> ownAddresses(HostLink link, Set<IpAddress> virtual) {
        return link.addresses().stream()
                .filter(address -> !virtual.contains(address.address()))
                .sorted((a, b) -> Boolean.compare(a.secondary(), b.secondary()))
                .toList();
    }
}
