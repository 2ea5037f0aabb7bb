package io.ipvsoperator.agent.status;

import java.util.List;
import java.util.Optional;

/**
 * A network interface of this node.
 *
 * @param bitsPerSecond absent when the driver does not say
 * @param addresses the node's own with prefix length, without virtual ones
 */
public record LinkObservation(String name, Optional<Long> bitsPerSecond, boolean up, List<String> addresses) {
    public LinkObservation {
        addresses = List.copyOf(addresses);
    }
}
