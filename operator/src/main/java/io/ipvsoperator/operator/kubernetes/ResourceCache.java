package io.ipvsoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All objects of one resource, as the watch tells them, overlaid with this process's own writes until the watch has
 * caught up with them. So a decision always sees the decisions before it. Safe for use by many threads.
 */
public final class ResourceCache<T extends HasMetadata> implements AutoCloseable {
    /** An own write that the watch has not shown by then was overtaken by a deletion. */
    private static final Duration OWN_WRITE_LIFETIME = Duration.ofSeconds(30);

    private final SharedIndexInformer<T> informer;
    private final LongSupplier nanoTime;
    private final Map<String, OwnWrite<T>> ownWrites = new ConcurrentHashMap<>();

    /** @param object what was written, or the last state of what was deleted */
    private record OwnWrite<T extends HasMetadata>(T object, boolean deleted, long atNanos) {}

    /** The informer must not run yet. */
    public ResourceCache(SharedIndexInformer<T> informer, LongSupplier nanoTime) {
        this.informer = informer;
        this.nanoTime = nanoTime;
    }

    /** @param listener gets every object that came, changed or went, on the watch's thread */
    public void onChange(Consumer<T> listener) {
        onChangeOf(object -> object.getMetadata().getResourceVersion(), listener);
    }

    /** @param listener gets every object that came or went, or of which that part changed, on the watch's thread */
    public void onChangeOf(Function<T, @Nullable Object> part, Consumer<T> listener) {
        onChange(listener, (before, after) -> {
            if (!Objects.equals(part.apply(before), part.apply(after))) {
                listener.accept(after);
            }
        });
    }

    /**
     * Both are told on the watch's thread.
     *
     * @param cameOrWent gets every object that came or went
     * @param changed gets every other one as it was and as it is
     */
    public void onChange(Consumer<T> cameOrWent, BiConsumer<T, T> changed) {
        informer.addEventHandler(new ResourceEventHandler<T>() {
            @Override
            public void onAdd(T object) {
                cameOrWent.accept(object);
            }

            @Override
            public void onUpdate(T before, T after) {
                changed.accept(before, after);
            }

            @Override
            public void onDelete(T object, boolean finalStateUnknown) {
                forgetWrites(object);
                cameOrWent.accept(object);
            }
        });
    }

    /** Makes {@link #indexed} with the same name cheap. */
    public void index(String name, Function<T, List<String>> keys) {
        informer.addIndexers(Map.of(name, keys));
    }

    /** Returns once the first list is in. */
    public void start() {
        informer.run();
    }

    public boolean isInSync() {
        return informer.hasSynced() && informer.isRunning();
    }

    public Optional<T> find(@Nullable String namespace, String name) {
        String key = key(namespace, name);
        return Optional.ofNullable(newest(key, informer.getIndexer().getByKey(key)));
    }

    public List<T> list() {
        return overlaid(informer.getIndexer().list(), object -> true);
    }

    /** Objects for which the function given to {@link #index} yields the key. */
    public List<T> indexed(String name, String key, Predicate<T> matches) {
        return overlaid(informer.getIndexer().byIndex(name, key), matches);
    }

    /** Tells of an own write as the API server returned it. */
    public void wrote(T object) {
        remember(object, false);
    }

    /** Tells of an own deletion. */
    public void deleted(T object) {
        remember(object, true);
    }

    @Override
    public void close() {
        informer.close();
    }

    /** Whoever is told that an object is gone must not find what was written of it before. */
    private void forgetWrites(T gone) {
        ownWrites.computeIfPresent(
                key(gone),
                (key, own) -> own.object()
                                .getMetadata()
                                .getUid()
                                .equals(gone.getMetadata().getUid())
                        ? null
                        : own);
    }

    private void remember(T object, boolean deleted) {
        ownWrites.put(key(object), new OwnWrite<>(object, deleted, nanoTime.getAsLong()));
    }

    private List<T> overlaid(List<T> watched, Predicate<T> matches) {
        if (ownWrites.isEmpty()) {
            return watched.stream().filter(matches).toList();
        }
        Map<String, T> result = LinkedHashMap.newLinkedHashMap(watched.size());
        for (T object : watched) {
            putNewest(result, key(object), object, matches);
        }
        for (String own : ownWrites.keySet()) {
            if (!result.containsKey(own)) {
                putNewest(result, own, informer.getIndexer().getByKey(own), matches);
            }
        }
        return List.copyOf(result.values());
    }

    private void putNewest(Map<String, T> result, String key, @Nullable T watched, Predicate<T> matches) {
        T newest = newest(key, watched);
        if (newest != null && matches.test(newest)) {
            result.put(key, newest);
        }
    }

    private @Nullable T newest(String key, @Nullable T watched) {
        OwnWrite<T> own = ownWrites.get(key);
        if (own == null) {
            return watched;
        }
        if (isCaughtUp(own, watched)) {
            ownWrites.remove(key, own);
            return watched;
        }
        return own.deleted() ? null : own.object();
    }

    private boolean isCaughtUp(OwnWrite<T> own, @Nullable T watched) {
        if (nanoTime.getAsLong() - own.atNanos() > OWN_WRITE_LIFETIME.toNanos()) {
            return true;
        }
        if (own.deleted()) {
            return watched == null
                    || !watched.getMetadata()
                            .getUid()
                            .equals(own.object().getMetadata().getUid());
        }
        return watched != null
                && ResourceVersion.isAtLeast(ResourceVersion.of(watched), ResourceVersion.of(own.object()));
    }

    private static String key(HasMetadata object) {
        return key(object.getMetadata().getNamespace(), object.getMetadata().getName());
    }

    /** The informer's own form of keys. */
    private static String key(@Nullable String namespace, String name) {
        return namespace == null || namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
