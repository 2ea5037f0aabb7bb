package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.director.Directors;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which node has which address: by its Node, and by what its agent reports in RealServer and Director. An agent speaks
 * for its own node only, and nobody speaks for a node that is gone.
 *
 * @param claimants names of all nodes that are said to have the address
 */
public record NodeAddresses(Map<IpAddress, Set<String>> claimants) {
    /** Of the types of node addresses these two are numbers. */
    private static final Set<String> TYPES = Set.of("InternalIP", "ExternalIP");

    public NodeAddresses {
        claimants = Map.copyOf(claimants);
    }

    public static NodeAddresses of(
            Collection<Node> nodes, Collection<Director> directors, Collection<RealServer> realServers) {
        Map<String, Set<IpAddress>> byNode = new HashMap<>();
        nodes.forEach(node -> byNode.put(
                node.getMetadata().getName(), new TreeSet<>(registered(node).toList())));
        directors.forEach(director -> add(byNode, director.getMetadata().getName(), reported(director)));
        realServers.forEach(
                realServer -> add(byNode, realServer.getMetadata().getName(), reported(realServer).stream()));
        Map<IpAddress, Set<String>> claimants = new HashMap<>();
        byNode.forEach((node, addresses) -> addresses.forEach(address ->
                claimants.computeIfAbsent(address, unclaimed -> new TreeSet<>()).add(node)));
        return new NodeAddresses(claimants);
    }

    private static void add(Map<String, Set<IpAddress>> byNode, String node, Stream<IpAddress> reported) {
        Set<IpAddress> known = byNode.get(node);
        if (known != null) {
            reported.forEach(known::add);
        }
    }

    /** What the API server knows of the node. */
    public static Stream<IpAddress> registered(Node node) {
        return node.getStatus() == null || node.getStatus().getAddresses() == null
                ? Stream.empty()
                : node.getStatus().getAddresses().stream()
                        .filter(address -> TYPES.contains(address.getType()))
                        .map(address -> IpAddress.parse(address.getAddress()))
                        .flatMap(Optional::stream);
    }

    private static Stream<IpAddress> reported(Director director) {
        return Directors.interfaces(director)
                .flatMap(link -> link.addresses().stream())
                .flatMap(text -> IpPrefix.parse(text).stream())
                .map(IpPrefix::network);
    }

    /** What the node's agent says, in its order; empty before its first report. */
    public static List<IpAddress> reported(RealServer realServer) {
        List<String> addresses =
                realServer.getStatus() == null || realServer.getStatus().nodeAddresses() == null
                        ? List.of()
                        : realServer.getStatus().nodeAddresses();
        return addresses.stream()
                .flatMap(text -> IpAddress.parse(text).stream())
                .toList();
    }

    /** All nodes that may have the address. */
    Set<String> nodesOf(IpAddress address) {
        return claimants.getOrDefault(address, Set.of());
    }

    EndpointHost hostOf(IpAddress address) {
        return EndpointHost.of(nodesOf(address));
    }
}
