package io.ipvsoperator.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.ipvsoperator.agent.plan.PublishedObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PublishedStoreTest {
    private final PublishedStore store = new PublishedStore(JsonMapper.builder().build());

    private static GenericKubernetesResource table(String version, long generation, Object spec) {
        GenericKubernetesResource table = new GenericKubernetesResource();
        table.setMetadata(new ObjectMetaBuilder()
                .withName("vs-1")
                .withResourceVersion(version)
                .withGeneration(generation)
                .withManagedFields(new ManagedFieldsEntry())
                .build());
        table.setAdditionalProperties(Map.of("spec", spec));
        return table;
    }

    private PublishedObject kept(String version, long generation, Object spec) {
        store.put("vs-1", table(version, generation, spec));
        return PublishedStore.published(Objects.requireNonNull(store.get("vs-1")));
    }

    @Test
    void the_spec_is_kept_as_text() {
        assertThat(kept("7", 2, Map.of("pool", "edge")))
                .isEqualTo(new PublishedObject("vs-1", 2, "{\"pool\":\"edge\"}"));
    }

    @Test
    void a_spec_that_is_no_object_is_an_empty_one() {
        assertThat(kept("7", 2, List.of()).spec()).isEqualTo("{}");
    }

    @Test
    void the_version_is_kept_and_who_wrote_which_field_is_not() {
        kept("7", 2, Map.of());

        GenericKubernetesResource kept = Objects.requireNonNull(store.get("vs-1"));
        assertThat(kept.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(kept.getMetadata().getManagedFields()).isEmpty();
    }

    @Test
    void a_later_version_that_says_the_same_is_the_same_object() {
        PublishedObject first = kept("7", 2, Map.of("pool", "edge"));

        assertThat(kept("8", 2, Map.of("pool", "edge"))).isSameAs(first);
    }
}
