package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus.NetworkInterface;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.virtualservice.Ipv4Prefix;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which pools hear each other's VRRP, so that no two of them may use one virtual router identifier. */
final class Segments {
    private Segments() {}

    private record Attachment(String director, String networkInterface) {}

    /**
     * Where a pool is attached.
     *
     * @param known false as long as any of its directors has not reported the interface
     */
    private record Segment(boolean known, Set<Attachment> attachments, Set<Ipv4Prefix> networks) {}

    /** Whether two pools use the same interface of a common director, or the same network, or might as far as is known. */
    static boolean mayMeet(VipPool one, VipPool other, PoolInputs inputs) {
        Segment left = segment(one, inputs);
        Segment right = segment(other, inputs);
        return !left.known()
                || !right.known()
                || left.attachments().stream().anyMatch(right.attachments()::contains)
                || left.networks().stream()
                        .anyMatch(network -> right.networks().stream().anyMatch(network::sameNetwork));
    }

    /** Identifiers that routers of other pools use where this pool would hear them. */
    static Set<Integer> identifiersTaken(PoolInputs inputs) {
        return inputs.otherPools().stream()
                .filter(other -> mayMeet(inputs.pool(), other, inputs))
                .flatMap(other -> inputs.routersOf(other).stream())
                .map(router -> router.getSpec().virtualRouterId())
                .collect(Collectors.toSet());
    }

    private static Segment segment(VipPool pool, PoolInputs inputs) {
        Optional<AddressPool> addresses = PoolDirectors.addresses(pool);
        PoolDirectors directors = PoolDirectors.of(pool, inputs.nodes(), inputs.directors());
        Set<Attachment> attachments = new HashSet<>();
        Set<Ipv4Prefix> networks = new HashSet<>();
        boolean known = addresses.isPresent() && directors.missing().isEmpty();
        for (Map.Entry<String, Director> director : directors.objects().entrySet()) {
            Optional<NetworkInterface> link = addresses.flatMap(
                    some -> PoolDirectors.networkInterface(pool.getSpec(), some, director.getValue()));
            known &= link.isPresent();
            link.ifPresent(some -> {
                attachments.add(new Attachment(director.getKey(), some.name()));
                some.addresses().stream()
                        .map(Ipv4Prefix::parse)
                        .flatMap(Optional::stream)
                        .forEach(networks::add);
            });
        }
        return new Segment(known, attachments, networks);
    }
}
