package io.ipvsoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.function.UnaryOperator;

/** Keeps of each object only what somebody asks for: of resources that a cluster has tens of thousands of. */
public final class ReducedStore<T extends HasMetadata> extends BasicItemStore<T> {
    private final UnaryOperator<T> reduction;

    /** @param reduction must keep name, namespace, uid and resourceVersion; nobody else has its argument yet */
    public ReducedStore(UnaryOperator<T> reduction) {
        super(Cache::metaNamespaceKeyFunc);
        this.reduction = reduction;
    }

    /** Who wrote which field is nobody's concern here, and often is the greater part of an object. */
    public static <T extends HasMetadata> ReducedStore<T> withoutManagedFields() {
        return new ReducedStore<>(object -> {
            object.getMetadata().setManagedFields(List.of());
            return object;
        });
    }

    @Override
    public T put(String key, T object) {
        return super.put(key, reduction.apply(object));
    }
}
