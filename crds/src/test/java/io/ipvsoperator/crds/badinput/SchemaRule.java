package io.ipvsoperator.crds.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One CEL rule of a kind's schema.
 *
 * @param path of what it is about, empty for the whole object
 * @param words of which at least one stands in what it says
 */
record SchemaRule(String kind, String path, String rule, List<String> words) {
    private static final Pattern LITERAL = Pattern.compile("(['\"])(.*?)\\1");
    private static final int SHORTEST_WORDS = 12;

    /** All of a CustomResourceDefinition. */
    static List<SchemaRule> of(JsonNode definition) {
        List<SchemaRule> rules = new ArrayList<>();
        collect(
                definition.at("/spec/names/kind").asText(),
                "",
                definition.at("/spec/versions/0/schema/openAPIV3Schema"),
                rules);
        return rules;
    }

    private static void collect(String kind, String path, JsonNode schema, List<SchemaRule> rules) {
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            rules.add(new SchemaRule(kind, path, rule.path("rule").asText(), words(rule)));
        }
        for (var field : schema.path("properties").properties()) {
            collect(kind, path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), rules);
        }
        if (schema.has("items")) {
            collect(kind, path + "[]", schema.path("items"), rules);
        }
    }

    private static List<String> words(JsonNode rule) {
        if (rule.has("message")) {
            return List.of(rule.path("message").asText());
        }
        return LITERAL.matcher(rule.path("messageExpression").asText())
                .results()
                .map(match -> Objects.requireNonNull(match.group(2)))
                .filter(words -> words.length() >= SHORTEST_WORDS)
                .toList();
    }

    /** Whether it compares with what was there before, so that only a change can break it. */
    boolean isAboutChanges() {
        return rule.contains("oldSelf");
    }

    /** @param field as the API server names it */
    boolean said(String field, String message) {
        return FieldPath.of(field).inSchema().startsWith(path) && words.stream().anyMatch(message::contains);
    }

    /** Whether the object holds what the rule is about. */
    boolean isAbout(JsonNode object) {
        Stream<JsonNode> found = Stream.of(object);
        for (String step :
                path.isEmpty() ? List.<String>of() : FieldPath.of(path).steps()) {
            found = found.flatMap(node -> step.equals("[]")
                    ? node.valueStream()
                    : Stream.of(node.path(step)).filter(next -> !next.isMissingNode()));
        }
        return found.findAny().isPresent();
    }
}
