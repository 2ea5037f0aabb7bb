package io.ipvsoperator.agent.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.ipvsoperator.agent.plan.PublishedObject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of each object its name, its version and its spec as text: there may be thousands, and as maps they would take ten times
 * the room, the record of who wrote which field not counted. Used by the thread of an informer; safe to read by others.
 */
final class PublishedStore extends BasicItemStore<GenericKubernetesResource> {
    private static final String PUBLISHED = "published";

    private final JsonMapper json;

    PublishedStore(JsonMapper json) {
        super(Cache::metaNamespaceKeyFunc);
        this.json = json;
    }

    @Override
    public GenericKubernetesResource put(String key, GenericKubernetesResource object) {
        GenericKubernetesResource kept = new GenericKubernetesResource();
        kept.setMetadata(new ObjectMetaBuilder()
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .withResourceVersion(object.getMetadata().getResourceVersion())
                .build());
        kept.setAdditionalProperties(Map.of(PUBLISHED, sameIfEqual(get(key), publishedOf(object))));
        return super.put(key, kept);
    }

    /** When everything is listed anew most of it is as it was. */
    private static PublishedObject sameIfEqual(@Nullable GenericKubernetesResource before, PublishedObject now) {
        return Optional.ofNullable(before)
                .map(PublishedStore::published)
                .filter(now::equals)
                .orElse(now);
    }

    /** Of an object that this store holds. */
    static PublishedObject published(GenericKubernetesResource kept) {
        if (kept.getAdditionalProperties().get(PUBLISHED) instanceof PublishedObject published) {
            return published;
        }
        throw new IllegalArgumentException(kept.getMetadata().getName() + " is not as this store keeps objects");
    }

    private PublishedObject publishedOf(GenericKubernetesResource object) {
        Object spec = object.getAdditionalProperties().get("spec");
        Long generation = object.getMetadata().getGeneration();
        return new PublishedObject(
                object.getMetadata().getName(),
                generation == null ? 0 : generation,
                text(spec instanceof Map<?, ?> fields ? fields : Map.of()));
    }

    private String text(Map<?, ?> fields) {
        try {
            return json.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what came as JSON is none", impossible);
        }
    }
}
