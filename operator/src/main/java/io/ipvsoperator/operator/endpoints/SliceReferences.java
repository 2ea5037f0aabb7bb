package io.ipvsoperator.operator.endpoints;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What an EndpointSlice names. */
public final class SliceReferences {
    /** Of discovery.k8s.io/v1, LabelServiceName. */
    public static final String SERVICE_NAME = "kubernetes.io/service-name";

    private SliceReferences() {}

    /** The Service of the same namespace that the slice is of. */
    public static Optional<String> service(EndpointSlice slice) {
        return Optional.ofNullable(slice.getMetadata().getLabels()).map(labels -> labels.get(SERVICE_NAME));
    }

    /** Names of the Pods that its endpoints are said to be. */
    public static List<String> pods(EndpointSlice slice) {
        List<Endpoint> endpoints = Objects.requireNonNullElse(slice.getEndpoints(), List.of());
        return endpoints.stream()
                .map(Endpoint::getTargetRef)
                .filter(target -> target != null && "Pod".equals(target.getKind()))
                .map(ObjectReference::getName)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
