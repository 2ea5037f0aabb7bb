package io.ipvsoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.function.Supplier;

/**
 * Writes by server-side apply: an object given here holds only the fields that the operator owns. One with a
 * {@code resourceVersion} is written only if that is still its version. Safe for use by many threads.
 */
public final class ServerSideApply {
    /** Owner of every field that the operator writes. */
    public static final String FIELD_MANAGER = "ipvs-operator";

    private static final PatchContext FORCED = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(true)
            .build();

    private final KubernetesClient client;

    public ServerSideApply(KubernetesClient client) {
        this.client = client;
    }

    /** @throws StaleObjectException when the object has another version than the given one */
    public <T extends HasMetadata> T apply(T object) {
        return refusingStale(object, () -> client.resource(object).patch(FORCED, object));
    }

    /** @throws StaleObjectException when the object has another version than the given one */
    public <T extends HasMetadata> T applyStatus(T object) {
        return refusingStale(
                object, () -> client.resource(object).subresource("status").patch(FORCED, object));
    }

    /** What is gone already is deleted as well. */
    public void delete(HasMetadata object) {
        client.resource(object).delete();
    }

    private static <T extends HasMetadata> T refusingStale(T object, Supplier<T> write) {
        try {
            return write.get();
        } catch (KubernetesClientException failure) {
            if (failure.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                throw new StaleObjectException(object, failure);
            }
            throw failure;
        }
    }
}
