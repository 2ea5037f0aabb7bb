package io.ipvsoperator.operator.endpoints;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Optional;

/**
 * A Service by name and what the cluster has of it.
 *
 * @param service empty when there is none of that name
 * @param slices that carry its name
 * @param pods of its namespace, at least those that the slices refer to
 */
public record ClusterBackends(
        String namespace, String name, Optional<Service> service, List<EndpointSlice> slices, List<Pod> pods) {
    public ClusterBackends {
        slices = List.copyOf(slices);
        pods = List.copyOf(pods);
    }

    public MergedEndpoints endpoints() {
        return MergedEndpoints.of(slices, PodAddresses.of(namespace, pods));
    }
}
