package io.ipvsoperator.operator.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** An object as a user writes it into a file. Examples become those of another cluster by what differs there. */
record Manifest(ObjectNode content) {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    static Manifest of(String yaml) {
        return new Manifest(SERIALIZATION.unmarshal(yaml, ObjectNode.class));
    }

    /** @param file below the directory examples, with one object */
    static Manifest example(String file) {
        return examples(file).getFirst();
    }

    /** @param file below the directory examples */
    static List<Manifest> examples(String file) {
        try {
            String text = Files.readString(Path.of("../examples", file));
            return Arrays.stream(text.split("(?m)^---\\n", -1))
                    .map(Manifest::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no example " + file, e);
        }
    }

    /**
     * @param parent JSON pointer of an object that is there
     * @param field a member of it, there or not
     */
    Manifest with(String parent, String field, String yaml) {
        ObjectNode changed = content.deepCopy();
        member(changed, parent).set(field, value(yaml));
        return new Manifest(changed);
    }

    /** @see #with */
    Manifest without(String parent, String field) {
        ObjectNode changed = content.deepCopy();
        member(changed, parent).remove(field);
        return new Manifest(changed);
    }

    String kind() {
        return content.path("kind").asText();
    }

    String name() {
        return content.path("metadata").path("name").asText();
    }

    String json() {
        return content.toString();
    }

    /** Behind a key, because what begins with a bracket would be taken for JSON. */
    private static JsonNode value(String yaml) {
        return SERIALIZATION.unmarshal("value: " + yaml, JsonNode.class).path("value");
    }

    private static ObjectNode member(ObjectNode object, String pointer) {
        if (object.at(pointer) instanceof ObjectNode member) {
            return member;
        }
        throw new IllegalArgumentException("no object " + pointer + " in " + object);
    }
}
