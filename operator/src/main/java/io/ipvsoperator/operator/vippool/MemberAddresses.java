package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus.NetworkInterface;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.virtualservice.IpPrefix;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that members of routers speak VRRP from, by what their agents report of their interfaces. Unicast
 * advertisements go there, and by multicast a member that speaks from none of them is a stranger.
 *
 * @param directors all of them, by name
 */
record MemberAddresses(Map<String, Director> directors) {

    /** The router as it is, with the addresses of today. */
    VirtualRouterSpec in(VirtualRouterSpec router) {
        return new VirtualRouterSpec(
                router.pool(),
                router.virtualRouterId(),
                router.addressFamily(),
                router.networkInterface(),
                router.addresses(),
                router.members().stream()
                        .map(member -> new VirtualRouterSpec.Member(
                                member.director(), member.priority(), addresses(router, member)))
                        .toList(),
                router.home(),
                router.vrrp());
    }

    /**
     * The last known ones while the director reports none: a link that is down, or an address that is tentative, is no
     * reason for its peers to forget where it is. Null before its first report; its peers say that they can't reach it.
     */
    private @Nullable List<String> addresses(VirtualRouterSpec router, VirtualRouterSpec.Member member) {
        if (router.addresses().isEmpty()) {
            return member.addresses();
        }
        return Optional.ofNullable(directors.get(member.director()))
                .flatMap(director -> PoolDirectors.networkInterface(
                                router.networkInterface(), virtual(router).getFirst(), director)
                        .flatMap(link -> source(link, virtual(router))))
                .map(address -> List.of(address.toString()))
                .orElse(member.addresses());
    }

    /** Over IPv6 the link-local address, RFC 9568 section 5.1.2.1; over IPv4 one whose subnet holds the addresses. */
    private static Optional<IpAddress> source(NetworkInterface link, List<IpAddress> virtual) {
        AddressFamily family = virtual.getFirst().family();
        List<IpPrefix> own = link.addresses().stream()
                .flatMap(text -> IpPrefix.parse(text).stream())
                .filter(prefix -> prefix.network().family() == family && !virtual.contains(prefix.network()))
                .toList();
        return switch (family) {
            case IPV4 ->
                own.stream()
                        .min(Comparator.comparing(prefix -> !virtual.stream().allMatch(prefix::contains)))
                        .map(IpPrefix::network);
            case IPV6 ->
                own.stream()
                        .map(IpPrefix::network)
                        .filter(IpAddress::isLinkLocal)
                        .findFirst();
        };
    }

    private static List<IpAddress> virtual(VirtualRouterSpec router) {
        return router.addresses().stream()
                .map(address -> IpAddress.of(address.address()))
                .toList();
    }
}
