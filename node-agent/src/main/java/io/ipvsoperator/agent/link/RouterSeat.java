package io.ipvsoperator.agent.link;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.plan.RouterPlan;
import io.ipvsoperator.vrrp.Attachment;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
        return links.links().stream()
                .filter(candidate -> candidate.name().value().equals(name))
                .findFirst()
                .map(link -> on(link, router, virtual))
                .orElseGet(() -> new Missing("spec.interface is '" + name + "', which this node does not have; it has "
                        + links.links().stream()
                                .map(each -> each.name().value())
                                .toList()));
    }

    private static RouterSeat bySubnet(RouterPlan router, HostLinks links, Set<IpAddress> virtual) {
        return links.links().stream()
                .filter(link -> ownAddresses(link, virtual).anyMatch(own -> holdsAll(own, router)))
                .findFirst()
                .map(link -> on(link, router, virtual))
                .orElseGet(
                        () -> new Missing(
                                "spec.addresses are " + router.published()
                                        + ", which no subnet of this node's interfaces holds; name one in spec.directors.interface of the VipPool"));
    }

    private static RouterSeat on(HostLink link, RouterPlan router, Set<IpAddress> virtual) {
        if (link.maximumTransmissionUnit() < Attachment.SHORTEST) {
            return new Missing("interface " + link.name() + " has an MTU of " + link.maximumTransmissionUnit()
                    + "; advertisements need " + Attachment.SHORTEST + " or more");
        }
        return source(link, router, virtual)
                .<RouterSeat>map(source -> new Found(link.name(), source.address(), link.maximumTransmissionUnit()))
                .orElseGet(() -> new Missing("interface " + link.name() + " has no " + kindOfSource(router)
                        + " of the node's own; give it one, advertisements come from there"));
    }

    /** Over IPv6 the link-local one: RFC 9568 section 5.1.2.1. */
    private static Optional<OwnAddress> source(HostLink link, RouterPlan router, Set<IpAddress> virtual) {
        Comparator<OwnAddress> ofTheSubnetFirst = Comparator.comparing(own -> !holdsAll(own, router));
        return switch (family(router)) {
            case IPV4 ->
                ownAddresses(link, virtual)
                        .filter(own -> own.address().family() == IpFamily.IPV4)
                        .min(ofTheSubnetFirst);
            case IPV6 ->
                ownAddresses(link, virtual)
                        .filter(own -> own.address().family() == IpFamily.IPV6
                                && own.address().isLinkLocal())
                        .findFirst();
        };
    }

    private static String kindOfSource(RouterPlan router) {
        return switch (family(router)) {
            case IPV4 -> "IPv4 address";
            case IPV6 -> "link-local IPv6 address that is usable (not tentative, no duplicate)";
        };
    }

    private static IpFamily family(RouterPlan router) {
        return router.published().getFirst().family();
    }

    private static boolean holdsAll(OwnAddress own, RouterPlan router) {
        return router.published().stream().allMatch(own::subnetHolds);
    }

    /** The primary ones first, which stay when others go. */
    private static Stream<OwnAddress> ownAddresses(HostLink link, Set<IpAddress> virtual) {
        return link.addresses().stream()
                .filter(address -> !virtual.contains(address.address()))
                .sorted(Comparator.comparing(OwnAddress::secondary));
    }
}
