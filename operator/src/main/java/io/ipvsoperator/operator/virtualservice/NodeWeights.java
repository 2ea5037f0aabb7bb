package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Taint;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.endpoints.MergedEndpoints;
import io.ipvsoperator.operator.endpoints.Readiness;
import io.ipvsoperator.operator.endpoints.ServiceEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many shares of a Service's connections each node is to get.
 *
 * @param merged endpoints of the Service
 * @param directors names of nodes that are directors of the pool
 */
record NodeWeights(List<Node> nodes, MergedEndpoints merged, Set<String> directors) {
    /** Set by people, KEP-1143. */
    private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";
    /** Set by the cluster autoscaler on what it is about to take away, KEP-3836. */
    private static final String TO_BE_DELETED = "ToBeDeletedByClusterAutoscaler";

    private static final int MAXIMUM_WEIGHT = 65_535;

    NodeWeights {
        nodes = List.copyOf(nodes);
        directors = Set.copyOf(directors);
    }

    /** By name of the node; with {@code Local} also of those with endpoints that may not take part. */
    Map<String, Integer> of(ValidService.TrafficPolicy policy, AddressFamily family) {
        return switch (policy) {
            case CLUSTER -> ofAll();
            case LOCAL -> byEndpoints(family);
        };
    }

    private Map<String, Integer> ofAll() {
        return nodes.stream()
                .filter(node -> exclusion(node).isEmpty())
                .filter(NodeWeights::isReady)
                .map(node -> node.getMetadata().getName())
                .filter(name -> !directors.contains(name))
                .collect(Collectors.toMap(name -> name, name -> 1));
    }

    /** As many as a node has endpoints, so that each endpoint gets the same share. */
    private Map<String, Integer> byEndpoints(AddressFamily family) {
        Map<String, Integer> ready = counts(family, Readiness.READY);
        Map<String, Integer> weights = ready.isEmpty() ? counts(family, Readiness.TERMINATING) : ready;
        return weights.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Math.min(entry.getValue(), MAXIMUM_WEIGHT)));
    }

    private Map<String, Integer> counts(AddressFamily family, Readiness readiness) {
        return merged.endpoints().stream()
                .filter(endpoint -> endpoint.address().family() == family)
                .filter(endpoint -> endpoint.readiness() == readiness)
                .map(ServiceEndpoint::node)
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(node -> node, node -> 1, Integer::sum));
    }

    /** Why the node may not take part, to follow its name. */
    static Optional<String> exclusion(Node node) {
        Map<String, String> labels =
                Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
        if (labels.containsKey(EXCLUDED)) {
            return Optional.of("carries the label " + EXCLUDED + ": remove it, or let Pods run on other nodes");
        }
        List<Taint> taints = node.getSpec() == null || node.getSpec().getTaints() == null
                ? List.of()
                : node.getSpec().getTaints();
        if (node.getMetadata().getDeletionTimestamp() != null
                || taints.stream().anyMatch(taint -> TO_BE_DELETED.equals(taint.getKey()))) {
            return Optional.of("is about to be deleted: its Pods have to run on other nodes");
        }
        return Optional.empty();
    }

    private static boolean isReady(Node node) {
        List<NodeCondition> conditions =
                node.getStatus() == null || node.getStatus().getConditions() == null
                        ? List.of()
                        : node.getStatus().getConditions();
        return conditions.stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }
}
