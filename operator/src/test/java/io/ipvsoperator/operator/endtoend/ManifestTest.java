package io.ipvsoperator.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final Manifest POOL = Manifest.of("""
            kind: VipPool
            metadata: {name: edge}
            spec: {addresses: [10.9.0.1], vrrp: {version: 3}}
            """);

    @Test
    void a_field_that_is_there_is_replaced_by_what_YAML_says() {
        assertThat(POOL.with("/spec", "addresses", "[10.9.0.1-10.9.0.9]").json())
                .isEqualTo("{\"kind\":\"VipPool\",\"metadata\":{\"name\":\"edge\"},"
                        + "\"spec\":{\"addresses\":[\"10.9.0.1-10.9.0.9\"],\"vrrp\":{\"version\":3}}}");
    }

    @Test
    void a_field_that_is_not_there_is_added() {
        assertThat(POOL.with("/spec/vrrp", "failback", "{policy: Never}").json())
                .contains("\"vrrp\":{\"version\":3,\"failback\":{\"policy\":\"Never\"}}");
    }

    @Test
    void a_field_is_removed() {
        assertThat(POOL.without("/spec", "vrrp").json()).doesNotContain("vrrp");
    }

    @Test
    void a_changed_manifest_leaves_the_one_that_it_came_from() {
        assertThat(POOL.with("/metadata", "name", "other").name()).isEqualTo("other");
        assertThat(POOL.name()).isEqualTo("edge");
    }

    @Test
    void a_parent_that_is_not_there_is_an_error_that_names_it() {
        assertThatThrownBy(() -> POOL.with("/spec/redundancy", "policy", "Warn"))
                .hasMessageStartingWith("no object /spec/redundancy in");
    }

    @Test
    void an_example_of_several_objects_is_several_manifests() {
        assertThat(Manifest.examples("kind/web.yaml"))
                .extracting(Manifest::kind)
                .containsExactly("Deployment", "Service", "VirtualService");
    }
}
