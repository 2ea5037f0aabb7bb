package io.ipvsoperator.operator.vippool;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus.NetworkInterface;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolSpec;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.allocation.PoolAddresses;
import io.ipvsoperator.operator.director.AgentFeature;
import io.ipvsoperator.operator.director.Directors;
import io.ipvsoperator.operator.kubernetes.LabelSelectors;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.virtualservice.IpPrefix;
import io.ipvsoperator.operator.virtualservice.RatesText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directors that a pool's selector names.
 *
 * @param nodes names of the nodes that match
 * @param objects Director objects of those that have one, by name
 * @param trackedOut which of them a tracked check holds back
 */
record PoolDirectors(Set<String> nodes, Map<String, Director> objects, TrackedOut trackedOut) {
    PoolDirectors {
        nodes = new TreeSet<>(nodes);
        objects = new TreeMap<>(objects);
    }

    static PoolDirectors of(VipPool pool, List<Node> nodes, List<Director> directors) {
        Set<String> names = nodes.stream()
                .filter(node -> LabelSelectors.matches(
                        pool.getSpec().directors().selector(),
                        node.getMetadata().getLabels()))
                .map(node -> node.getMetadata().getName())
                .collect(Collectors.toSet());
        return new PoolDirectors(
                names,
                directors.stream()
                        .filter(director ->
                                names.contains(director.getMetadata().getName()))
                        .collect(Collectors.toMap(
                                director -> director.getMetadata().getName(), director -> director)),
                TrackedOut.of(pool));
    }

    /** Nodes without a Director object yet. */
    Set<String> missing() {
        Set<String> missing = new TreeSet<>(nodes);
        missing.removeAll(objects.keySet());
        return missing;
    }

    /** Names of available directors whose agents have reported what they know, and not this feature. */
    List<String> without(AgentFeature feature) {
        return objects.entrySet().stream()
                .filter(entry -> Directors.isAvailable(entry.getValue()))
                .filter(entry -> Directors.hasReportedItsAgent(entry.getValue()))
                .filter(entry -> !feature.isKnownBy(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    long available() {
        return objects.values().stream().filter(Directors::isAvailable).count();
    }

    /** As placement knows them, less what is kept free. */
    List<io.ipvsoperator.operator.placement.Director> forPlacement(VipPoolSpec spec, AddressPool addresses) {
        return forPlacement(spec, addresses, linkSpeeds(spec, addresses));
    }

    /** @param linkSpeeds bits per second by director, for bandwidth that nobody declared */
    List<io.ipvsoperator.operator.placement.Director> forPlacement(
            VipPoolSpec spec, AddressPool addresses, Map<String, Long> linkSpeeds) {
        return objects.entrySet().stream()
                .map(entry -> new io.ipvsoperator.operator.placement.Director(
                        entry.getKey(),
                        capacity(spec, entry.getValue(), linkSpeed(linkSpeeds, entry.getKey())),
                        availability(entry.getValue())))
                .map(director -> director.keepingFree(spec.directors().keepFreePercent()))
                .toList();
    }

    private static OptionalLong linkSpeed(Map<String, Long> linkSpeeds, String director) {
        Long speed = linkSpeeds.get(director);
        return speed == null ? OptionalLong.empty() : OptionalLong.of(speed);
    }

    /** By director, the speed that its agent reports of the link that carries the addresses; without those that report none. */
    Map<String, Long> linkSpeeds(VipPoolSpec spec, AddressPool addresses) {
        Map<String, Long> speeds = new TreeMap<>();
        objects.forEach((name, director) -> networkInterface(spec, addresses, director)
                .map(NetworkInterface::linkSpeed)
                .filter(speed -> speed > 0)
                .ifPresent(speed -> speeds.put(name, speed)));
        return speeds;
    }

    private io.ipvsoperator.operator.placement.Director.Availability availability(Director director) {
        if (Directors.isOut(director)) {
            return io.ipvsoperator.operator.placement.Director.Availability.MAINTENANCE;
        }
        return Directors.isAvailable(director) && !trackedOut.isOut(director)
                ? io.ipvsoperator.operator.placement.Director.Availability.AVAILABLE
                : io.ipvsoperator.operator.placement.Director.Availability.SILENT;
    }

    /** What the Director says, else what the pool says, else for bandwidth the speed of the link. */
    private static Amounts capacity(VipPoolSpec spec, Director director, OptionalLong link) {
        Amounts own = RatesText.amounts(
                director.getSpec() == null ? null : director.getSpec().capacity());
        Amounts pool = RatesText.amounts(spec.directors().capacity());
        return new Amounts(
                first(first(own.bandwidth(), pool.bandwidth()), link),
                first(own.packets(), pool.packets()),
                first(own.connections(), pool.connections()));
    }

    private static OptionalLong first(OptionalLong one, OptionalLong other) {
        return one.isPresent() ? one : other;
    }

    /** The interface that carries the pool's addresses there; empty while the agent has not reported it. */
    static Optional<NetworkInterface> networkInterface(VipPoolSpec spec, AddressPool addresses, Director director) {
        return networkInterface(
                spec.directors().networkInterface(),
                addresses.ranges().getFirst().first(),
                director);
    }

    /** The interfaces that carry its addresses there, one for each family as a rule the same. */
    static Stream<NetworkInterface> networkInterfaces(VipPoolSpec spec, AddressPool addresses, Director director) {
        return Arrays.stream(AddressFamily.values())
                .flatMap(family -> addresses.of(family).ranges().stream().limit(1))
                .flatMap(range ->
                        networkInterface(spec.directors().networkInterface(), range.first(), director).stream())
                .distinct();
    }

    /** @param named in the pool; absent: the one whose subnet holds the address */
    static Optional<NetworkInterface> networkInterface(@Nullable String named, IpAddress address, Director director) {
        return Directors.interfaces(director)
                .filter(link ->
                        named == null ? hasSubnetOf(link, address) : link.name().equals(named))
                .findFirst();
    }

    /** Empty when the pool's own list of addresses is wrong. */
    static Optional<AddressPool> addresses(VipPool pool) {
        return switch (PoolAddresses.parse(pool.getSpec().addresses())) {
            case PoolAddresses.Valid(AddressPool addresses) -> Optional.of(addresses);
            case PoolAddresses.Invalid ignored -> Optional.empty();
        };
    }

    private static boolean hasSubnetOf(NetworkInterface link, IpAddress address) {
        return link.addresses().stream()
                .map(IpPrefix::parse)
                .flatMap(Optional::stream)
                .anyMatch(prefix -> prefix.contains(address));
    }
}
