package io.ipvsoperator.crds.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The tables of fields on a page of Markdown, each between {@code <!-- fields of KIND -->} and {@code <!-- end -->}. */
final class FieldReference {
    private static final Pattern TABLE = Pattern.compile("<!-- fields of (\\w+) -->.*?<!-- end -->", Pattern.DOTALL);

    private final Map<String, JsonNode> schemas;

    /** @param schemas by kind */
    FieldReference(Map<String, JsonNode> schemas) {
        this.schemas = Map.copyOf(schemas);
    }

    /** The page with its tables made anew. */
    String writtenInto(String page) {
        return TABLE.matcher(page)
                .replaceAll(match -> Matcher.quoteReplacement(
                        "<!-- fields of " + match.group(1) + " -->\n" + table(match.group(1)) + "<!-- end -->"));
    }

    private String table(String kind) {
        JsonNode schema = schemas.get(kind);
        if (schema == null) {
            throw new IllegalArgumentException("<!-- fields of " + kind + " -->: no such kind in " + schemas.keySet());
        }
        var rows = new ArrayList<>(List.of("| field | type | default | what it is |", "|---|---|---|---|"));
        addFields(rows, "", schema);
        return String.join("\n", rows) + "\n";
    }

    private static void addFields(List<String> rows, String prefix, JsonNode schema) {
        List<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
        for (var field : schema.path("properties").properties()) {
            String path = prefix + field.getKey();
            JsonNode property = field.getValue();
            rows.add("| `%s` | %s | %s | %s |"
                    .formatted(
                            path,
                            typeOf(property),
                            property.has("default")
                                    ? "`" + property.path("default") + "`"
                                    : required.contains(field.getKey()) ? "required" : "",
                            property.path("description").asText()));
            addFields(rows, path + ".", property);
            addFields(rows, path + "[].", property.path("items"));
        }
    }

    private static String typeOf(JsonNode schema) {
        if (schema.has("enum")) {
            return String.join(", ", textsOf(schema.path("enum")));
        }
        if (schema.path("type").asText().equals("array")) {
            return "list of at most %,d: %s".formatted(schema.path("maxItems").asInt(), typeOf(schema.path("items")));
        }
        if (schema.has("minimum") && schema.has("maximum")) {
            return "%,d to %,d"
                    .formatted(
                            schema.path("minimum").asLong(),
                            schema.path("maximum").asLong());
        }
        return schema.has("x-kubernetes-int-or-string")
                ? "integer or string"
                : schema.path("type").asText();
    }

    private static List<String> textsOf(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(value -> "`" + value.asText() + "`")
                .toList();
    }
}
