package io.ipvsoperator.crds.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the classes can't say: merge patches of schemas by the name of the type, and for each kind its names and columns.
 * {@code like: name} stands for the fragment of that name; what is written beside it overrides it.
 */
final class Rules {
    private static final String LIKE = "like";

    private final ObjectNode rules = JsonNodeFactory.instance.objectNode();
    private final Set<String> unused = new TreeSet<>();

    private Rules() {}

    static Rules ofDirectory(Path directory) {
        var rules = new Rules();
        var serialization = new KubernetesSerialization();
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path file : paths.sorted().toList()) {
                rules.add(file, serialization.unmarshal(Files.readString(file), ObjectNode.class));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading the rules in " + directory, e);
        }
        return rules;
    }

    private void add(Path file, ObjectNode more) {
        for (var rule : more.properties()) {
            if (rules.has(rule.getKey())) {
                throw new IllegalArgumentException(file + ": " + rule.getKey() + " has rules already");
            }
            rules.set(rule.getKey(), rule.getValue());
            unused.add(rule.getKey());
        }
    }

    /** The rules of that name, empty when there are none. */
    JsonNode of(String name) {
        unused.remove(name);
        return rules.has(name) ? resolved(rules.path(name)) : rules.objectNode();
    }

    /** Names that nobody asked for: a type that was renamed, a fragment that is no longer used. */
    Set<String> unused() {
        return Set.copyOf(unused);
    }

    private JsonNode resolved(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> resolved(object);
            case ArrayNode array -> {
                ArrayNode resolved = rules.arrayNode();
                array.forEach(element -> resolved.add(resolved(element)));
                yield resolved;
            }
            default -> node;
        };
    }

    private JsonNode resolved(ObjectNode object) {
        ObjectNode resolved = rules.objectNode();
        for (var field : object.properties()) {
            if (!field.getKey().equals(LIKE)) {
                resolved.set(field.getKey(), resolved(field.getValue()));
            }
        }
        return object.get(LIKE) instanceof TextNode name
                ? MergePatch.apply(fragment(name.textValue()), resolved)
                : resolved;
    }

    private JsonNode fragment(String name) {
        if (!rules.has(name)) {
            throw new IllegalArgumentException("like: " + name + " names no fragment of crds/rules");
        }
        return of(name);
    }
}
