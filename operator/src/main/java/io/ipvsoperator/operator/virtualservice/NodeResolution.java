package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Taint;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.allocation.IpFamily;
import io.ipvsoperator.operator.endpoints.MergedEndpoints;
import io.ipvsoperator.operator.endpoints.Readiness;
import io.ipvsoperator.operator.endpoints.ServiceEndpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which nodes take the connections of a Service of type LoadBalancer: their kube-proxy passes on what is sent to its
 * address. Whatever a slice says, traffic goes to nodes only, and a node's kube-proxy decides on the rest.
 */
final class NodeResolution {
    /** Set by people, KEP-1143. */
    private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";

    /** Set by the cluster autoscaler on what it is about to take away, KEP-3836. */
    private static final String TO_BE_DELETED = "ToBeDeletedByClusterAutoscaler";

    private static final int MAXIMUM_WEIGHT = 65_535;

    private final ValidService service;
    private final MergedEndpoints merged;
    private final PoolRules rules;
    private final List<Node> nodes;
    private final NodeAddresses addresses;
    private final List<IpPrefix> segments;

    /** @param segments networks that the pool's directors are in */
    NodeResolution(
            ValidService service,
            MergedEndpoints merged,
            PoolRules rules,
            List<Node> nodes,
            NodeAddresses addresses,
            List<IpPrefix> segments) {
        this.service = service;
        this.merged = merged;
        this.rules = rules;
        this.nodes = nodes.stream()
                .sorted(Comparator.comparing(node -> node.getMetadata().getName()))
                .toList();
        this.addresses = addresses;
        this.segments = List.copyOf(segments);
    }

    ResolvedBackends resolve(ValidService.TrafficPolicy policy) {
        List<ValidService.Endpoint> endpoints = new ArrayList<>();
        List<Refusal> leftOut = new ArrayList<>();
        for (IpFamily family : service.families()) {
            Map<String, Integer> weights = switch (policy) {
                case CLUSTER -> weightsOfAll();
                case LOCAL -> weightsByEndpoints(family);
            };
            nodes.stream()
                    .filter(node -> weights.containsKey(node.getMetadata().getName()))
                    .forEach(node -> add(
                            node,
                            family,
                            Objects.requireNonNull(
                                    weights.get(node.getMetadata().getName())),
                            endpoints,
                            leftOut));
        }
        return new ResolvedBackends(
                endpoints, endpoints.size() + leftOut.size(), problem(policy, endpoints, leftOut), leftOut);
    }

    private void add(
            Node node, IpFamily family, int weight, List<ValidService.Endpoint> endpoints, List<Refusal> leftOut) {
        String name = node.getMetadata().getName();
        if (rules.directors().contains(name)) {
            leftOut.add(new Refusal(
                    "DirectorIsBackend",
                    "node " + name + " is a director of VipPool " + rules.pool()
                            + ": a director that is a backend of its own address would send packets in a circle; let Pods run on"
                            + " other nodes"));
            return;
        }
        Optional<IpAddress> address = addressOf(node, family);
        if (address.isPresent()) {
            endpoints.add(new ValidService.Endpoint(address.get(), weight, List.of()));
        } else {
            leftOut.add(new Refusal(
                    "NodeNotOnSegment",
                    "node " + name + " has no " + family + " address in a network of the directors, which are "
                            + segments.stream().map(IpPrefix::text).collect(Collectors.joining(", "))
                            + ": DirectRouting reaches neighbours only"));
        }
    }

    private Map<String, Integer> weightsOfAll() {
        return nodes.stream()
                .filter(NodeResolution::mayServe)
                .filter(NodeResolution::isReady)
                .map(node -> node.getMetadata().getName())
                .filter(name -> !rules.directors().contains(name))
                .collect(Collectors.toMap(name -> name, name -> 1));
    }

    /** As many as a node has endpoints, so that each endpoint gets the same share. */
    private Map<String, Integer> weightsByEndpoints(IpFamily family) {
        Map<String, Integer> ready = counts(family, Readiness.READY);
        Map<String, Integer> weights = ready.isEmpty() ? counts(family, Readiness.TERMINATING) : ready;
        List<String> serving = nodes.stream()
                .filter(NodeResolution::mayServe)
                .map(node -> node.getMetadata().getName())
                .toList();
        return weights.entrySet().stream()
                .filter(entry -> serving.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Math.min(entry.getValue(), MAXIMUM_WEIGHT)));
    }

    private Map<String, Integer> counts(IpFamily family, Readiness readiness) {
        return merged.endpoints().stream()
                .filter(endpoint -> endpoint.address().family() == family)
                .filter(endpoint -> endpoint.readiness() == readiness)
                .map(ServiceEndpoint::node)
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(node -> node, node -> 1, Integer::sum));
    }

    private static boolean mayServe(Node node) {
        Map<String, String> labels =
                Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
        List<Taint> taints = node.getSpec() == null || node.getSpec().getTaints() == null
                ? List.of()
                : node.getSpec().getTaints();
        return node.getMetadata().getDeletionTimestamp() == null
                && !labels.containsKey(EXCLUDED)
                && taints.stream().noneMatch(taint -> TO_BE_DELETED.equals(taint.getKey()));
    }

    private static boolean isReady(Node node) {
        List<NodeCondition> conditions =
                node.getStatus() == null || node.getStatus().getConditions() == null
                        ? List.of()
                        : node.getStatus().getConditions();
        return conditions.stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    /** One of the node alone that a director reaches without a router; what the API server knows comes first. */
    private Optional<IpAddress> addressOf(Node node, IpFamily family) {
        String name = node.getMetadata().getName();
        Predicate<IpAddress> suits = address -> address.family() == family
                && addresses.hostOf(address) instanceof EndpointHost.OnNode
                && segments.stream().anyMatch(segment -> segment.contains(address));
        return NodeAddresses.registered(node)
                .filter(suits)
                .findFirst()
                .or(() -> addresses.claimants().entrySet().stream()
                        .filter(entry -> entry.getValue().contains(name))
                        .map(Map.Entry::getKey)
                        .filter(suits)
                        .min(Comparator.naturalOrder()));
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
