package io.ipvsoperator.agent.status;

import java.util.List;

/**
 * This node as a backend.
 *
 * @param generation of the RealServer that was acted upon
 * @param addresses virtual ones that the kernel accepts now
 * @param failures what is not as wanted, with a remedy
 * @param nodeAddresses the node's own, by which the cluster knows it as a backend
 */
public record RealServerObservation(
        long generation, List<String> addresses, List<String> failures, List<String> nodeAddresses) {
    public RealServerObservation {
        addresses = List.copyOf(addresses);
        failures = List.copyOf(failures);
        nodeAddresses = List.copyOf(nodeAddresses);
    }
}
