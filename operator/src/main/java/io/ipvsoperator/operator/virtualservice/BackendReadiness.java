package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.realserver.RealServerStatus;
import io.ipvsoperator.operator.allocation.Ipv4Address;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which backends accept which virtual addresses. A host outside of the cluster is prepared by its owner and counts as
 * ready; a node is ready once its agent says so.
 */
final class BackendReadiness {
    private final Map<Ipv4Address, String> nodeOf;
    private final Map<String, RealServer> realServers;

    BackendReadiness(List<Node> nodes, Map<String, RealServer> realServers) {
        this.nodeOf = NodeAddresses.byAddress(nodes);
        this.realServers = realServers;
    }

    /** The node that has the address, if any. */
    Optional<String> nodeOf(Ipv4Address endpoint) {
        return Optional.ofNullable(nodeOf.get(endpoint));
    }

    boolean accepts(Ipv4Address endpoint, Collection<String> addresses) {
        return nodeOf(endpoint)
                .map(node -> acceptedBy(node).containsAll(addresses))
                .orElse(true);
    }

    /** What the node's agent could not do; empty when it said nothing. */
    List<String> failuresOf(String node) {
        RealServerStatus status = status(node);
        return status == null || status.failures() == null ? List.of() : status.failures();
    }

    private List<String> acceptedBy(String node) {
        RealServerStatus status = status(node);
        return status == null || status.addresses() == null ? List.of() : status.addresses();
    }

    private @Nullable RealServerStatus status(String node) {
        RealServer realServer = realServers.get(node);
        return realServer == null ? null : realServer.getStatus();
    }
}
