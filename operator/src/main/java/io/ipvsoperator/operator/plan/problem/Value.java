package io.ipvsoperator.operator.plan.problem;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A value in a file.
 *
 * @param file its name, for messages
 * @param path where in the file the value stands, such as {@code units[0].demand}; empty for the whole
 */
record Value(String file, String path, JsonNode node) {

    BadInput wrong(String what) {
        return new BadInput(where() + " " + what);
    }

    String where() {
        return file + ": " + (path.isEmpty() ? "the file" : path);
    }

    boolean isObject() {
        return node.isObject();
    }

    boolean isList() {
        return node.isArray();
    }

    boolean isNothing() {
        return node.isNull();
    }

    /** In the order of the file. */
    Map<String, Value> members(String expected) {
        if (!node.isObject()) {
            throw wrong("is " + shown() + " but must be " + expected);
        }
        Map<String, Value> members = new LinkedHashMap<>();
        node.properties()
                .forEach(member ->
                        members.put(member.getKey(), new Value(file, child(member.getKey()), member.getValue())));
        return members;
    }

    /** @param known every field that there may be; anything else is a mistake of the writer */
    Fields fields(String expected, String... known) {
        Map<String, Value> members = members(expected);
        members.forEach((name, value) -> {
            if (!List.of(known).contains(name)) {
                throw value.wrong("is not known; known here are " + String.join(", ", known));
            }
        });
        return new Fields(this, members);
    }

    List<Value> elements(String expected) {
        if (!node.isArray()) {
            throw wrong("is " + shown() + " but must be " + expected);
        }
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Value(file, path + "[" + i + "]", node.get(i)));
        }
        return elements;
    }

    /** A list of names; one name alone is a list of one. */
    List<String> names(String expected) {
        return node.isTextual()
                ? List.of(name(expected))
                : elements(expected).stream()
                        .map(element -> element.name("a name"))
                        .toList();
    }

    /** Text that is not blank. A number is taken as it is written: names such as 1 and 2 are names. */
    String name(String expected) {
        if (!(node.isTextual() || node.isIntegralNumber()) || node.asText().isBlank()) {
            throw wrong("is " + shown() + " but must be " + expected);
        }
        return node.asText();
    }

    int integer(int least, int most) {
        return integer(least, most, "");
    }

    /** @param why there are such limits, as the end of the message; may be empty */
    int integer(int least, int most, String why) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            throw wrong("is " + shown() + " but must be a whole number from " + least + " to " + most + why);
        }
        return node.intValue();
    }

    /** A number, or a quantity as text. */
    long amount(long least) {
        if (!node.isNumber() && !node.isTextual()) {
            throw wrong("is " + shown() + " but must be a quantity such as 400M, 1.5G or 1000000");
        }
        return Quantities.parse(where(), node.isNumber() ? node.decimalValue().toPlainString() : node.asText(), least);
    }

    /** Case does not matter. */
    <E extends Enum<E>> E choice(Class<E> type) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> node.isTextual() && constant.name().equalsIgnoreCase(node.asText()))
                .findFirst()
                .orElseThrow(() -> wrong("is " + shown() + " but must be one of "
                        + Stream.of(type.getEnumConstants()).map(Value::spelled).collect(Collectors.joining(", "))));
    }

    /** As the API spells its enumerations: {@code WARN} is {@code Warn}. */
    static String spelled(Enum<?> constant) {
        String name = constant.name();
        return name.startsWith("IPV")
                ? "IPv" + name.substring(3)
                : name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private String child(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private String shown() {
        return node.isObject()
                ? "an object"
                : node.isArray() ? "a list" : node.isMissingNode() ? "empty" : node.toString();
    }
}
