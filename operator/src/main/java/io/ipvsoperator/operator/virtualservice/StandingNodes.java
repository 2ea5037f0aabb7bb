package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a refused Service of type LoadBalancer may still send to, of what is in its table. */
record StandingNodes(
        ForwardingTableSpec published, BackendReadiness backends, List<Node> nodes, NodeWeights nodeWeights) {

    /** By address; those that are missing drain. A node that is not ready waits in its place. */
    Map<String, Integer> weights(Service service) {
        if (LoadBalancers.kubeProxyOptOut(service).isPresent()) {
            return Map.of();
        }
        Set<String> allowed = nodes.stream()
                .filter(node -> NodeWeights.exclusion(node).isEmpty())
                .map(node -> node.getMetadata().getName())
                .filter(name -> !nodeWeights.directors().contains(name))
                .collect(Collectors.toSet());
        ValidService.TrafficPolicy policy = LoadBalancerValidation.policy(service.getSpec());
        Map<AddressFamily, Map<String, Integer>> shares = new EnumMap<>(AddressFamily.class);
        Map<String, Integer> weights = new HashMap<>();
        for (Destination destination : published.destinations()) {
            IpAddress address = IpAddress.of(destination.address());
            if (backends.hostOf(address) instanceof EndpointHost.OnNode(String node)
                    && allowed.contains(node)
                    && BackendDrain.hasItsPorts(destination, published)) {
                int share = shares.computeIfAbsent(address.family(), family -> nodeWeights.of(policy, family))
                        .getOrDefault(node, 0);
                weights.put(destination.address(), backends.accepts(address, published) ? share : 0);
            }
        }
        return weights;
    }
}
