package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolSpec;
import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.allocation.PoolAddresses;
import io.ipvsoperator.operator.kubernetes.LabelSelectors;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a pool allows its services.
 *
 * @param addresses empty when the pool's own list is wrong
 * @param otherPools addresses of all other pools, by name
 * @param directors names of the nodes that its selector matches
 * @param directorAddresses own addresses of the pool's directors, to the director's name, without those that another
 *     node claims, too: nothing is sent to them
 */
public record PoolRules(
        String pool,
        Optional<AddressPool> addresses,
        VipPoolSpec.AllowedNamespaces allowedNamespaces,
        List<IpPrefix> allowedEndpoints,
        Map<String, AddressPool> otherPools,
        Set<String> directors,
        Map<IpAddress, String> directorAddresses) {

    public PoolRules {
        allowedEndpoints = List.copyOf(allowedEndpoints);
        otherPools = Collections.unmodifiableMap(new TreeMap<>(otherPools));
        directors = Set.copyOf(directors);
        directorAddresses = Map.copyOf(directorAddresses);
    }

    public static PoolRules of(VipPool pool, List<VipPool> otherPools, List<Node> nodes, NodeAddresses addresses) {
        VipPoolSpec spec = pool.getSpec();
        Set<String> directors = nodes.stream()
                .filter(node -> LabelSelectors.matches(
                        spec.directors().selector(), node.getMetadata().getLabels()))
                .map(node -> node.getMetadata().getName())
                .collect(Collectors.toSet());
        List<String> allowed = spec.allowedEndpoints() == null ? List.of() : spec.allowedEndpoints();
        return new PoolRules(
                pool.getMetadata().getName(),
                addresses(spec.addresses()),
                spec.allowedNamespaces(),
                allowed.stream().map(IpPrefix::parse).flatMap(Optional::stream).toList(),
                addressesByPool(otherPools),
                directors,
                ownAddresses(directors, addresses));
    }

    private static Map<String, AddressPool> addressesByPool(List<VipPool> pools) {
        Map<String, AddressPool> result = new HashMap<>();
        pools.forEach(pool -> addresses(pool.getSpec().addresses())
                .ifPresent(addresses -> result.put(pool.getMetadata().getName(), addresses)));
        return result;
    }

    /** Empty when the list is wrong. */
    static Optional<AddressPool> addresses(List<String> entries) {
        return switch (PoolAddresses.parse(entries)) {
            case PoolAddresses.Valid(AddressPool pool) -> Optional.of(pool);
            case PoolAddresses.Invalid ignored -> Optional.empty();
        };
    }

    private static Map<IpAddress, String> ownAddresses(Set<String> directors, NodeAddresses addresses) {
        Map<IpAddress, String> result = new HashMap<>();
        for (IpAddress address : addresses.claimants().keySet()) {
            if (addresses.hostOf(address) instanceof EndpointHost.OnNode(String name) && directors.contains(name)) {
                result.put(address, name);
            }
        }
        return result;
    }
}
