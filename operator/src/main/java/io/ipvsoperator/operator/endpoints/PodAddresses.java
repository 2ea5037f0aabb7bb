package io.ipvsoperator.operator.endpoints;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.ipvsoperator.operator.allocation.IpAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which Pods of a namespace have which addresses, by their status, which only kubelets write.
 *
 * @param byPod by the Pod's name
 */
public record PodAddresses(Map<String, Set<IpAddress>> byPod) {
    /** Such a Pod's status still names addresses that others have by now. */
    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

    static PodAddresses of(String namespace, Collection<Pod> pods) {
        Map<String, Set<IpAddress>> byPod = new HashMap<>();
        for (Pod pod : pods) {
            if (namespace.equals(pod.getMetadata().getNamespace())) {
                byPod.put(pod.getMetadata().getName(), addresses(pod).collect(Collectors.toSet()));
            }
        }
        return new PodAddresses(byPod);
    }

    boolean has(String pod, IpAddress address) {
        return byPod.getOrDefault(pod, Set.of()).contains(address);
    }

    /** None for a Pod that is finished. */
    public static Stream<IpAddress> addresses(Pod pod) {
        if (pod.getStatus() == null
                || FINISHED.contains(Objects.requireNonNullElse(pod.getStatus().getPhase(), ""))) {
            return Stream.empty();
        }
        List<PodIP> all = Objects.requireNonNullElse(pod.getStatus().getPodIPs(), List.of());
        return all.stream()
                .map(PodIP::getIp)
                .filter(Objects::nonNull)
                .map(IpAddress::parse)
                .flatMap(Optional::stream);
    }
}
