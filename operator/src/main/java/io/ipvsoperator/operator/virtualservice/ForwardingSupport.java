package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.operator.director.AgentFeature;
import io.ipvsoperator.operator.director.Directors;
import io.ipvsoperator.operator.kubernetes.LabelSelectors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the agents concerned know how a service wants packets to reach its backends. */
final class ForwardingSupport {
    private ForwardingSupport() {}

    /** @param directors all of them, by name */
    static Optional<Refusal> refusal(
            ValidService.Forwarding forwarding, VipPool pool, List<Node> nodes, Map<String, Director> directors) {
        return forwarding.feature().flatMap(feature -> {
            List<String> without = without(feature, pool, nodes, directors);
            return without.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Refusal(
                            "AgentsTooOld",
                            "spec.forwarding.method is " + forwarding.method() + ", which the agents of directors "
                                    + String.join(", ", without) + " do not know; update the node-agent there"));
        });
    }

    /** The agent of a node lets it accept addresses; it does not prepare the end of a tunnel. */
    static Optional<Refusal> refusalOfNodes(ValidService service, BackendReadiness backends) {
        if (!(service.forwarding() instanceof ValidService.Forwarding.Tunnel)) {
            return Optional.empty();
        }
        return Stream.concat(
                        service.endpoints().stream().map(ValidService.Endpoint::address),
                        service.fallbackAddresses().stream())
                .filter(address -> !backends.nodesOf(address).isEmpty())
                .findFirst()
                .map(address -> new Refusal(
                        "EndpointNotAllowed",
                        "spec.backends." + (service.fallbackAddresses().contains(address) ? "fallback" : "endpoints")
                                + " has " + address + ", which is node "
                                + String.join(" and node ", backends.nodesOf(address))
                                + ": Tunnel reaches hosts outside of the cluster only; use DirectRouting or Masquerade for"
                                + " nodes"));
    }

    private static List<String> without(
            AgentFeature feature, VipPool pool, List<Node> nodes, Map<String, Director> directors) {
        return nodes.stream()
                .filter(node -> LabelSelectors.matches(
                        pool.getSpec().directors().selector(),
                        node.getMetadata().getLabels()))
                .map(node -> node.getMetadata().getName())
                .filter(name -> Optional.ofNullable(directors.get(name))
                        .filter(Directors::isAvailable)
                        .filter(Directors::hasReportedItsAgent)
                        .filter(director -> !feature.isKnownBy(director))
                        .isPresent())
                .sorted()
                .toList();
    }
}
