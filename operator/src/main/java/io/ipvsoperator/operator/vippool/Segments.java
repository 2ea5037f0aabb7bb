package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus.NetworkInterface;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.allocation.Ipv4Address;
import io.ipvsoperator.operator.virtualservice.Ipv4Prefix;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which pools hear each other's VRRP, so that no two of them may use one virtual router identifier. */
final class Segments {
    private Segments() {}

    private record Attachment(String director, String networkInterface) {}

    /**
     * Where a pool, or a router, is attached.
     *
     * @param known false as long as any of its directors has not reported the interface
     */
    private record Segment(boolean known, Set<Attachment> attachments, Set<Ipv4Prefix> networks) {}

    /** Identifiers that routers of other pools use where this pool would hear them, or might as far as is known. */
    static Set<Integer> identifiersTaken(PoolInputs inputs) {
        Segment own = segment(inputs.pool(), inputs);
        Set<Integer> taken = identifiers(inputs, other -> mayMeet(own, other));
        AbandonedRouters.of(inputs).stream()
                .filter(router -> mayMeet(own, segment(router, inputs)))
                .forEach(router -> taken.add(router.getSpec().virtualRouterId()));
        return taken;
    }

    /** The same where this pool hears them for certain: what is not known of a director refuses no pool. */
    static Set<Integer> identifiersHeard(PoolInputs inputs) {
        Segment own = segment(inputs.pool(), inputs);
        return identifiers(inputs, other -> meet(own, other));
    }

    private static Set<Integer> identifiers(PoolInputs inputs, Predicate<Segment> heard) {
        return inputs.otherPools().stream()
                .filter(other -> heard.test(segment(other, inputs)))
                .flatMap(other -> inputs.routersOf(other).stream())
                .map(router -> router.getSpec().virtualRouterId())
                .collect(Collectors.toCollection(HashSet::new));
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
                        director -> PoolDirectors.networkInterface(pool.getSpec(), addresses, director),
                        directors.missing().isEmpty()))
                .orElseGet(() -> new Segment(false, Set.of(), Set.of()));
    }

    private static Segment segment(VirtualRouter router, PoolInputs inputs) {
        VirtualRouterSpec spec = router.getSpec();
        Set<String> members =
                spec.members().stream().map(VirtualRouterSpec.Member::director).collect(Collectors.toSet());
        Ipv4Address first = Ipv4Address.of(spec.addresses().getFirst().address());
        return segment(
                inputs.directors().stream()
                        .filter(director ->
                                members.contains(director.getMetadata().getName()))
                        .toList(),
                director -> PoolDirectors.networkInterface(spec.networkInterface(), first, director),
                true);
    }

    private static Segment segment(
            Collection<Director> directors, Function<Director, Optional<NetworkInterface>> link, boolean complete) {
        Set<Attachment> attachments = new HashSet<>();
        Set<Ipv4Prefix> networks = new HashSet<>();
        for (Director director : directors) {
            link.apply(director).ifPresent(some -> {
                attachments.add(new Attachment(director.getMetadata().getName(), some.name()));
                some.addresses().stream()
                        .map(Ipv4Prefix::parse)
                        .flatMap(Optional::stream)
                        .forEach(networks::add);
            });
        }
        return new Segment(complete && attachments.size() == directors.size(), attachments, networks);
    }
}
