package io.ipvsoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes one finalizer from an object, whoever else has applied it, too: server-side apply would leave it there as long as
 * another manager owns it. Safe for use by many threads.
 */
public final class FinalizerRemoval {
    private final KubernetesClient client;

    public FinalizerRemoval(KubernetesClient client) {
        this.client = client;
    }

    /**
     * @param object as it is: with its resourceVersion
     * @return what is left of it; empty when it is gone
     * @throws StaleObjectException when the object has another version by now
     */
    public <T extends HasMetadata> Optional<T> remove(T object, String finalizer) {
        List<String> before = object.getMetadata().getFinalizers();
        List<String> others =
                before.stream().filter(other -> !other.equals(finalizer)).toList();
        if (others.size() == before.size()) {
            return Optional.of(object);
        }
        try {
            T left = client.resource(object).patch(PatchContext.of(PatchType.JSON), patch(object, others));
            boolean gone = others.isEmpty() && object.getMetadata().getDeletionTimestamp() != null;
            return gone ? Optional.empty() : Optional.of(left);
        } catch (KubernetesClientException failure) {
            return switch (failure.getCode()) {
                case HttpURLConnection.HTTP_NOT_FOUND -> Optional.empty();
                case HttpURLConnection.HTTP_CONFLICT -> throw new StaleObjectException(object, failure);
                default -> throw failure;
            };
        }
    }

    /** The version makes the API server refuse it when the list has changed meanwhile. */
    private String patch(HasMetadata object, List<String> finalizers) {
        return client.getKubernetesSerialization()
                .asJson(List.of(
                        Map.of(
                                "op",
                                "replace",
                                "path",
                                "/metadata/resourceVersion",
                                "value",
                                object.getMetadata().getResourceVersion()),
                        Map.of("op", "replace", "path", "/metadata/finalizers", "value", finalizers)));
    }
}
