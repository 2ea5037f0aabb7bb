package io.ipvsoperator.crds.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A field of an object as API servers write it, such as {@code spec.ports[0].port}.
 *
 * @param steps names, and indices as numbers in brackets
 */
record FieldPath(List<String> steps) {
    private static final Pattern BEFORE_STEP = Pattern.compile("\\.|(?=\\[)");

    static FieldPath of(String text) {
        return new FieldPath(List.of(BEFORE_STEP.split(text, -1)));
    }

    /** With any index: the field of the schema. */
    String inSchema() {
        return toString().replaceAll("\\[\\d+]", "[]");
    }

    /** Puts the value there, making objects on the way; null takes the field out. */
    void put(ObjectNode object, JsonNode value) {
        JsonNode parent = object;
        for (String step : steps.subList(0, steps.size() - 1)) {
            parent = child(parent, step);
        }
        put(parent, steps.getLast(), value);
    }

    private JsonNode child(JsonNode parent, String step) {
        return switch (parent) {
            case ArrayNode list when isIndex(step) && list.has(index(step)) -> list.get(index(step));
            case ObjectNode fields when !isIndex(step) -> fields.has(step) ? fields.get(step) : fields.putObject(step);
            default -> throw new IllegalArgumentException(this + ": there is no " + step + " in " + parent);
        };
    }

    private void put(JsonNode parent, String step, JsonNode value) {
        switch (parent) {
            case ArrayNode list when isIndex(step) -> list.set(index(step), value);
            case ObjectNode fields when value.isNull() -> fields.remove(step);
            case ObjectNode fields -> fields.set(step, value);
            default -> throw new IllegalArgumentException(this + ": " + parent + " holds no " + step);
        }
    }

    /** All fields of the schema under spec that hold a value themselves, those of label selectors excepted. */
    static Stream<String> leavesOf(String path, JsonNode schema) {
        if (path.contains(".selector.")) {
            return Stream.empty();
        }
        if (schema.has("properties")) {
            return schema.path("properties").properties().stream()
                    .flatMap(field -> leavesOf(path + "." + field.getKey(), field.getValue()));
        }
        return schema.has("items") ? leavesOf(path + "[]", schema.path("items")) : Stream.of(path);
    }

    private static boolean isIndex(String step) {
        return step.startsWith("[");
    }

    private static int index(String step) {
        return Integer.parseInt(step.substring(1, step.length() - 1));
    }

    @Override
    public String toString() {
        return String.join(".", steps).replace(".[", "[");
    }
}
