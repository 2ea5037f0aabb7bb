package io.ipvsoperator.crds.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.ipvsoperator.crds.ApiGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One wrong value in an object that is right otherwise.
 *
 * @param object the whole object with the value
 */
record WrongValue(String kind, FieldPath field, JsonNode value, ObjectNode object) {
    private static final ObjectMapper YAML = new YAMLMapper();

    /** In the order of the file. */
    static List<WrongValue> in(Path file) throws IOException {
        List<WrongValue> all = new ArrayList<>();
        for (JsonNode group : YAML.readTree(file.toFile())) {
            for (var field : group.path("values").properties()) {
                for (JsonNode value : field.getValue()) {
                    all.add(of(group, FieldPath.of(field.getKey()), value));
                }
            }
        }
        return all;
    }

    private static WrongValue of(JsonNode group, FieldPath field, JsonNode value) {
        String kind = group.path("kind").asText();
        ObjectNode object = group.path("object").deepCopy();
        object.put("apiVersion", ApiGroup.NAME + "/" + ApiGroup.VERSION).put("kind", kind);
        object.withObjectProperty("metadata").put("name", "bad-input");
        field.put(object, value);
        return new WrongValue(kind, field, value, object);
    }

    GenericKubernetesResource toResource() {
        return YAML.convertValue(object, GenericKubernetesResource.class);
    }

    /** As one would write it into a manifest. */
    String text() {
        return value.isNull() ? "(absent)" : "`" + (value.isTextual() && plain() ? value.asText() : value) + "`";
    }

    /** Whether YAML reads the text as text without quotes. */
    private boolean plain() {
        return value.asText().matches("[A-Za-z/][-A-Za-z0-9./ !=]*|[0-9.]+[-A-Za-z/ ][-A-Za-z0-9./ %]*");
    }
}
