package io.ipvsoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.function.UnaryOperator;

/** Keeps of each object only what somebody asks for: of resources that a cluster has tens of thousands of. */
public final class ReducedStore<T extends HasMetadata> extends BasicItemStore<T> {
    private final UnaryOperator<T> reduction;

    /** @param reduction must keep name, namespace, uid and resourceVersion, and leave its argument as it is */
    public ReducedStore(UnaryOperator<T> reduction) {
        super(Cache::metaNamespaceKeyFunc);
        this.reduction = reduction;
    }

    @Override
    public T put(String key, T object) {
        return super.put(key, reduction.apply(object));
    }
}
