package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.endpoints.MergedEndpoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which nodes take the connections of a Service of type LoadBalancer: their kube-proxy passes on what is sent to its
 * address. Whatever a slice says, traffic goes to nodes only, and a node's kube-proxy decides on the rest.
 */
final class NodeResolution {
    private final ValidService service;
    private final NodeWeights weights;
    private final PoolRules rules;
    private final List<Node> nodes;
    private final NodeAddresses addresses;
    private final List<IpPrefix> segments;
    private final Set<IpAddress> published;

    /**
     * @param segments networks that the pool's directors are in
     * @param published destinations of the table as it stands
     */
    NodeResolution(
            ValidService service,
            MergedEndpoints merged,
            PoolRules rules,
            List<Node> nodes,
            NodeAddresses addresses,
            List<IpPrefix> segments,
            Set<IpAddress> published) {
        this.service = service;
        this.rules = rules;
        this.nodes = nodes.stream()
                .sorted(Comparator.comparing(node -> node.getMetadata().getName()))
                .toList();
        this.addresses = addresses;
        this.segments = List.copyOf(segments);
        this.published = Set.copyOf(published);
        weights = new NodeWeights(nodes, merged, rules.directors());
    }

    ResolvedBackends resolve(ValidService.TrafficPolicy policy) {
        List<ValidService.Endpoint> endpoints = new ArrayList<>();
        List<Refusal> leftOut = new ArrayList<>();
        List<Refusal> withoutRoom = new ArrayList<>();
        int total = 0;
        for (AddressFamily family : service.families()) {
            List<ValidService.Endpoint> all = resolve(policy, family, leftOut);
            total += all.size();
            endpoints.addAll(bounded(all, withoutRoom));
        }
        total += leftOut.size();
        leftOut.addAll(withoutRoom);
        return new ResolvedBackends(endpoints, total, problem(policy, endpoints, leftOut), leftOut);
    }

    private List<ValidService.Endpoint> resolve(
            ValidService.TrafficPolicy policy, AddressFamily family, List<Refusal> leftOut) {
        Map<String, Integer> shares = weights.of(policy, family);
        List<ValidService.Endpoint> endpoints = new ArrayList<>();
        for (Node node : nodes) {
            Integer share = shares.get(node.getMetadata().getName());
            if (share != null) {
                add(node, family, share, endpoints, leftOut);
            }
        }
        return endpoints;
    }

    /** A table has an end, and each family its part of it. Those that have a place in the table come first. */
    private List<ValidService.Endpoint> bounded(List<ValidService.Endpoint> endpoints, List<Refusal> leftOut) {
        int most = TableComposition.MAXIMUM_DESTINATIONS / service.families().size();
        if (endpoints.size() <= most) {
            return endpoints;
        }
        leftOut.add(new Refusal(
                "TooManyEndpoints",
                (endpoints.size() - most) + " more nodes find no room: a service has at most " + most + " of "
                        + endpoints.getFirst().address().family() + "; use externalTrafficPolicy: Local, or label nodes"
                        + " node.kubernetes.io/exclude-from-external-load-balancers"));
        return endpoints.stream()
                .sorted(Comparator.comparing(
                                (ValidService.Endpoint endpoint) -> !published.contains(endpoint.address()))
                        .thenComparing(ValidService.Endpoint::address))
                .limit(most)
                .toList();
    }

    private void add(
            Node node, AddressFamily family, int weight, List<ValidService.Endpoint> endpoints, List<Refusal> leftOut) {
        String name = node.getMetadata().getName();
        if (rules.directors().contains(name)) {
            leftOut.add(new Refusal(
                    "DirectorIsBackend",
                    "node " + name + " is a director of VipPool " + rules.pool()
                            + ": a director that is a backend of its own address would send packets in a circle; let Pods run on"
                            + " other nodes"));
            return;
        }
        Optional<String> exclusion = NodeWeights.exclusion(node);
        if (exclusion.isPresent()) {
            leftOut.add(new Refusal("NodeExcluded", "node " + name + " " + exclusion.get()));
            return;
        }
        Optional<IpAddress> address = addressOf(node, family);
        if (address.isPresent()) {
            endpoints.add(new ValidService.Endpoint(address.get(), weight, List.of()));
        } else {
            leftOut.add(contested(name, family)
                    .orElseGet(() -> new Refusal(
                            "NodeNotOnSegment",
                            "node " + name + " has no " + family + " address in a network of the directors, which are "
                                    + segments.stream().map(IpPrefix::text).collect(Collectors.joining(", "))
                                    + ": DirectRouting reaches neighbours only")));
        }
    }

    private Optional<Refusal> contested(String node, AddressFamily family) {
        return reachable(node, family)
                .filter(address -> addresses.nodesOf(address).size() > 1)
                .min(Comparator.naturalOrder())
                .map(address -> new Refusal(
                        "NodeAddressContested",
                        address + " is an address of node " + String.join(" and of node ", addresses.nodesOf(address))
                                + " at once; take it from all but one, or delete the Node that is gone"));
    }

    /** Addresses that the node is said to have and that a director reaches without a router. */
    private Stream<IpAddress> reachable(String node, AddressFamily family) {
        return addresses.claimants().entrySet().stream()
                .filter(entry -> entry.getValue().contains(node))
                .map(Map.Entry::getKey)
                .filter(address -> address.family() == family)
                .filter(address -> segments.stream().anyMatch(segment -> segment.contains(address)));
    }

    /** One of the node alone that a director reaches without a router; what the API server knows comes first. */
    private Optional<IpAddress> addressOf(Node node, AddressFamily family) {
        Set<IpAddress> own = reachable(node.getMetadata().getName(), family)
                .filter(address -> addresses.hostOf(address) instanceof EndpointHost.OnNode)
                .collect(Collectors.toCollection(TreeSet::new));
        return NodeAddresses.registered(node)
                .filter(own::contains)
                .findFirst()
                .or(() -> own.stream().findFirst());
    }

    private static Optional<Refusal> problem(
            ValidService.TrafficPolicy policy, List<ValidService.Endpoint> endpoints, List<Refusal> leftOut) {
        if (!endpoints.isEmpty()) {
            return Optional.empty();
        }
        return leftOut.stream()
                .findFirst()
                .or(() -> Optional.of(
                        switch (policy) {
                            case LOCAL -> new Refusal("NoEndpoints", "no node has a ready endpoint of the Service");
                            case CLUSTER ->
                                new Refusal(
                                        "NoNodes",
                                        "no node is ready that is no director and is not excluded from load balancing; directors can't be"
                                                + " backends of their own addresses");
                        }));
    }
}
