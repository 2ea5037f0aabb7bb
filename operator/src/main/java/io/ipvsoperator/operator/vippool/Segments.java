package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus.NetworkInterface;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.virtualservice.IpPrefix;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which pools hear each other's VRRP, so that no two of them may use one virtual router identifier. */
final class Segments {
    private Segments() {}

    private record Attachment(String director, String networkInterface) {}

    /**
     * Where a pool, or a router, is attached.
     *
     * @param known false as long as any of its directors has not reported the interface
     */
    private record Segment(boolean known, Set<Attachment> attachments, Set<IpPrefix> networks) {}

    /** Identifiers that routers of other pools use where this pool would hear them, or might as far as is known. */
    static Map<AddressFamily, Set<Integer>> identifiersTaken(PoolInputs inputs) {
        Segment own = segment(inputs.pool(), inputs);
        return byFamily(Stream.concat(
                routers(inputs, other -> mayMeet(own, other)),
                AbandonedRouters.of(inputs).stream().filter(router -> mayMeet(own, segment(router, inputs)))));
    }

    /** The same where this pool hears them for certain: what is not known of a director refuses no pool. */
    static Map<AddressFamily, Set<Integer>> identifiersHeard(PoolInputs inputs) {
        Segment own = segment(inputs.pool(), inputs);
        return byFamily(routers(inputs, other -> meet(own, other)));
    }

    private static Stream<VirtualRouter> routers(PoolInputs inputs, Predicate<Segment> heard) {
        return inputs.otherPools().stream()
                .filter(other -> heard.test(segment(other, inputs)))
                .flatMap(other -> inputs.routersOf(other).stream());
    }

    /** One identifier names two routers, one in each family, that never hear each other. */
    private static Map<AddressFamily, Set<Integer>> byFamily(Stream<VirtualRouter> routers) {
        return routers.map(VirtualRouter::getSpec)
                .collect(Collectors.groupingBy(
                        router -> AddressFamily.parse(router.addressFamily()).orElseThrow(),
                        Collectors.mapping(VirtualRouterSpec::virtualRouterId, Collectors.toSet())));
    }

    private static boolean mayMeet(Segment one, Segment other) {
        return !one.known() || !other.known() || meet(one, other);
    }

    /** Whether both use the same interface of a common director, or the same network. */
    private static boolean meet(Segment one, Segment other) {
        return one.attachments().stream().anyMatch(other.attachments()::contains)
                || one.networks().stream()
                        .anyMatch(network -> other.networks().stream().anyMatch(network::sameNetwork));
    }

    private static Segment segment(VipPool pool, PoolInputs inputs) {
        PoolDirectors directors = PoolDirectors.of(pool, inputs.nodes(), inputs.directors());
        return PoolDirectors.addresses(pool)
                .map(addresses -> segment(
                        directors.objects().values(),
                        director -> PoolDirectors.networkInterfaces(pool.getSpec(), addresses, director),
                        directors.missing().isEmpty()))
                .orElseGet(() -> new Segment(false, Set.of(), Set.of()));
    }

    private static Segment segment(VirtualRouter router, PoolInputs inputs) {
        VirtualRouterSpec spec = router.getSpec();
        Set<String> members =
                spec.members().stream().map(VirtualRouterSpec.Member::director).collect(Collectors.toSet());
        IpAddress first = IpAddress.of(spec.addresses().getFirst().address());
        return segment(
                inputs.directors().stream()
                        .filter(director ->
                                members.contains(director.getMetadata().getName()))
                        .toList(),
                director -> PoolDirectors.networkInterface(spec.networkInterface(), first, director).stream(),
                true);
    }

    private static Segment segment(
            Collection<Director> directors, Function<Director, Stream<NetworkInterface>> links, boolean complete) {
        Set<Attachment> attachments = new HashSet<>();
        Set<IpPrefix> networks = new HashSet<>();
        boolean known = complete;
        for (Director director : directors) {
            List<NetworkInterface> attached = links.apply(director).toList();
            known &= !attached.isEmpty();
            for (NetworkInterface link : attached) {
                attachments.add(new Attachment(director.getMetadata().getName(), link.name()));
                link.addresses().stream()
                        .flatMap(text -> IpPrefix.parse(text).stream())
                        .filter(prefix -> !prefix.network().isLinkLocal())
                        .forEach(networks::add);
            }
        }
        return new Segment(known, attachments, networks);
    }
}
