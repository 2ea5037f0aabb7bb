package io.ipvsoperator.crds.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes the schema that a generator made of a type, and gives it descriptions, rules and the required fields. */
record SchemaRefinement(Javadoc javadoc, Rules rules) {

    /** Of a record: what is not nullable and has no default is required. */
    ObjectNode refine(ObjectNode schema, Class<?> type) {
        ObjectNode refined = schema.deepCopy();
        javadoc.of(type).ifPresent(text -> refined.put("description", text));
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                refineProperty(refined, type, component);
            }
        }
        var ruled = (ObjectNode) MergePatch.apply(refined, rules.of(nameOf(type)));
        if (type.isRecord()) {
            requireWhatIsNeverAbsent(ruled, type);
        }
        return ruled;
    }

    private void refineProperty(ObjectNode schema, Class<?> owner, RecordComponent component) {
        String name = jsonName(component);
        if (!(schema.path("properties").path(name) instanceof ObjectNode property)) {
            throw new IllegalStateException(owner.getName() + ": the generated schema lacks property " + name);
        }
        ObjectNode refined = refineValue(property, component.getGenericType());
        javadoc.of(owner, component.getName()).ifPresent(text -> refined.put("description", text));
        ((ObjectNode) schema.path("properties")).set(name, refined);
    }

    private ObjectNode refineValue(ObjectNode schema, Type type) {
        if (type instanceof Class<?> simple) {
            return refine(withoutAlternatives(schema), simple);
        }
        if (type instanceof ParameterizedType list && list.getRawType().equals(List.class)) {
            ObjectNode refined = schema.deepCopy();
            refined.set("items", refineValue((ObjectNode) schema.path("items"), list.getActualTypeArguments()[0]));
            return refined;
        }
        throw new IllegalArgumentException("fields are records, lists or single values, not " + type);
    }

    /** x-kubernetes-int-or-string says it all; anyOf beside it needs a third form of the same. */
    private static ObjectNode withoutAlternatives(ObjectNode schema) {
        return schema.has("x-kubernetes-int-or-string") ? schema.deepCopy().without(List.of("anyOf", "type")) : schema;
    }

    private void requireWhatIsNeverAbsent(ObjectNode schema, Class<?> type) {
        var required = new TreeSet<String>();
        for (RecordComponent component : type.getRecordComponents()) {
            JsonNode property = schema.path("properties").path(jsonName(component));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class) && !property.has("default")) {
                required.add(jsonName(component));
            }
        }
        schema.remove("required");
        if (!required.isEmpty()) {
            required.forEach(schema.withArray("required")::add);
        }
    }

    /** Simple, with the outer type in front: VipPoolSpec.Vrrp. */
    private static String nameOf(Class<?> type) {
        @Nullable Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : nameOf(outer) + "." + type.getSimpleName();
    }

    private static String jsonName(RecordComponent component) {
        return Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class))
                .map(JsonProperty::value)
                .orElse(component.getName());
    }
}
