package io.ipvsoperator.crds.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that hold for the schema of every kind. */
class SchemaTest {
    /** A schema and where in the manifest it stands, such as spec.vrrp.failback. */
    private record Place(String path, JsonNode schema) {
        private Stream<Place> withDescendants() {
            Stream<Place> fields = schema.path("properties")
                    .propertyStream()
                    .map(field -> new Place(path + "." + field.getKey(), field.getValue()));
            Stream<Place> elements = Stream.of("items", "additionalProperties")
                    .filter(schema::has)
                    .map(keyword -> new Place(path + "[]", schema.path(keyword)));
            return Stream.concat(
                    Stream.of(this), Stream.concat(fields, elements).flatMap(Place::withDescendants));
        }

        private boolean isOf(String type) {
            return schema.path("type").asText().equals(type);
        }
    }

    static Stream<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("manifests"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void every_list_is_bounded(Path manifest) throws IOException {
        assertEvery(
                manifest, place -> place.isOf("array"), place -> place.schema().has("maxItems"));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void every_map_is_bounded(Path manifest) throws IOException {
        assertEvery(
                manifest,
                place -> place.schema().has("additionalProperties"),
                place -> place.schema().has("maxProperties"));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void every_string_is_bounded(Path manifest) throws IOException {
        assertEvery(
                manifest,
                place -> place.isOf("string") || place.schema().has("x-kubernetes-int-or-string"),
                place -> place.schema().has("maxLength") || place.schema().has("enum"));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void every_list_says_how_it_is_merged(Path manifest) throws IOException {
        assertEvery(
                manifest, place -> place.isOf("array"), place -> place.schema().has("x-kubernetes-list-type"));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void every_field_is_described(Path manifest) throws IOException {
        assertEvery(
                manifest,
                place -> !place.path().endsWith("[]"),
                place -> !place.schema().path("description").asText().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void lists_of_internal_kinds_are_atomic(Path manifest) throws IOException {
        List<String> internal = List.of("virtualrouters.yaml", "forwardingtables.yaml", "realservers.yaml");
        assertEvery(
                manifest,
                place -> place.isOf("array") && internal.contains(String.valueOf(manifest.getFileName())),
                place -> place.schema().path("x-kubernetes-list-type").asText().equals("atomic"));
    }

    private static void assertEvery(Path manifest, Predicate<Place> concerned, Predicate<Place> satisfied)
            throws IOException {
        var definition = new KubernetesSerialization().unmarshal(Files.readString(manifest), ObjectNode.class);
        var root = new Place("", definition.at("/spec/versions/0/schema/openAPIV3Schema"));
        assertThat(root.withDescendants().filter(concerned).filter(satisfied.negate()))
                .extracting(Place::path)
                .isEmpty();
    }
}
