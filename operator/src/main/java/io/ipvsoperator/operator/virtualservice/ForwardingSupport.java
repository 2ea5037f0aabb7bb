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

/** Whether the agents of a pool's directors know how a service wants packets to reach its backends. */
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

    private static List<String> without(
            AgentFeature feature, VipPool pool, List<Node> nodes, Map<String, Director> directors) {
        return nodes.stream()
                .filter(node -> LabelSelectors.matches(
                        pool.getSpec().directors().selector(),
                        node.getMetadata().getLabels()))
                .map(node -> node.getMetadata().getName())
                .filter(name -> Optional.ofNullable(directors.get(name))
                        .filter(Directors::isAvailable)
                        .filter(director -> !feature.isKnownBy(director))
                        .isPresent())
                .sorted()
                .toList();
    }
}
