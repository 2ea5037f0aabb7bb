package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.operator.allocation.Ipv4Address;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The addresses under which the API server knows nodes. */
public final class NodeAddresses {
    /** Of the types of node addresses these two are numbers. */
    private static final Set<String> TYPES = Set.of("InternalIP", "ExternalIP");

    private NodeAddresses() {}

    public static Stream<Ipv4Address> of(Node node) {
        return node.getStatus() == null || node.getStatus().getAddresses() == null
                ? Stream.empty()
                : node.getStatus().getAddresses().stream()
                        .filter(address -> TYPES.contains(address.getType()))
                        .map(address -> Ipv4Address.parse(address.getAddress()))
                        .flatMap(Optional::stream);
    }

    /** Address to the name of its node. */
    static Map<Ipv4Address, String> byAddress(List<Node> nodes) {
        Map<Ipv4Address, String> result = new HashMap<>();
        nodes.forEach(node -> of(node).forEach(
                        address -> result.put(address, node.getMetadata().getName())));
        return result;
    }
}
