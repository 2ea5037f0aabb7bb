package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.realserver.RealServerStatus;
import io.ipvsoperator.operator.allocation.IpAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which backends accept which virtual addresses. A host outside of the cluster is prepared by its owner and counts as
 * ready; a node is ready once its agent says so; what two nodes claim never is.
 *
 * @param realServers by the name of their node
 */
record BackendReadiness(NodeAddresses addresses, Map<String, RealServer> realServers) {

    EndpointHost hostOf(IpAddress endpoint) {
        return addresses.hostOf(endpoint);
    }

    /** Nodes that are told to accept what is sent to the endpoint: while it is contested, each of them. */
    Set<String> nodesOf(IpAddress endpoint) {
        return addresses.nodesOf(endpoint);
    }

    boolean accepts(IpAddress endpoint, Collection<String> virtual) {
        return switch (hostOf(endpoint)) {
            case EndpointHost.Outside() -> true;
            case EndpointHost.OnNode(String node) -> acceptedBy(node).containsAll(virtual);
            case EndpointHost.Contested ignored -> false;
        };
    }

    /** Whether the endpoint accepts what the table has sent to it. */
    boolean accepts(IpAddress endpoint, ForwardingTableSpec table) {
        List<String> virtual = RealServerWriter.sendsToVirtualAddresses(table)
                ? table.addresses().stream()
                        .filter(address -> IpAddress.of(address).family() == endpoint.family())
                        .toList()
                : List.of();
        return accepts(endpoint, virtual);
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
