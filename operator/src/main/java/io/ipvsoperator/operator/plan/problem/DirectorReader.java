package io.ipvsoperator.operator.plan.problem;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.FailoverPriority;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The directors of a problem: a map from names to capacities, a list of objects, or a list of names. */
final class DirectorReader {
    private static final String EXPECTED =
            "a map such as {d1: 1G, d2: 1G} or a list such as [{name: d1, capacity: 1G}]";
    private static final String[] FIELDS = {"name", "capacity", "bandwidth", "packets", "connections", "availability"};

    private final Amounts otherwise;
    private final Map<String, TooLittle> unusable = new LinkedHashMap<>();

    private DirectorReader(Amounts otherwise) {
        this.otherwise = otherwise;
    }

    /** @param unusable by name, directors whose capacity is zero or less; it is left unknown */
    record Read(List<Director> directors, Map<String, TooLittle> unusable) {}

    static Read directors(Fields problem) {
        Value directors = problem.require("directors", EXPECTED);
        Amounts otherwise = problem.find("capacity")
                .map(value -> AmountReader.amounts(value, 1))
                .orElse(Amounts.UNKNOWN);
        DirectorReader reader = new DirectorReader(otherwise);
        List<Director> read = directors.isList()
                ? directors.elements(EXPECTED).stream().map(reader::ofList).toList()
                : directors.members(EXPECTED).entrySet().stream()
                        .map(member -> reader.named(member.getKey(), member.getValue()))
                        .toList();
        if (read.size() > FailoverPriority.MAXIMUM_MEMBERS) {
            throw directors.wrong(
                    "has " + read.size() + " entries but a pool has at most " + FailoverPriority.MAXIMUM_MEMBERS);
        }
        return new Read(read, reader.unusable);
    }

    private Director ofList(Value value) {
        if (!value.isObject()) {
            return director(value.name("a name, or an object such as {name: d1, capacity: 1G}"), otherwise);
        }
        Fields fields = value.fields("an object", FIELDS);
        return director(fields.require("name", "such as d1").name("the name of a node"), fields);
    }

    private Director named(String name, Value value) {
        return value.isObject()
                ? director(name, value.fields("an object", FIELDS))
                : director(name, usable(name, () -> value.isNothing() ? otherwise : AmountReader.amounts(value, 1)));
    }

    private Amounts usable(String name, Supplier<Amounts> capacity) {
        try {
            return capacity.get();
        } catch (TooLittle wrong) {
            unusable.put(name, wrong);
            return Amounts.UNKNOWN;
        }
    }

    private Director director(String name, Fields fields) {
        fields.find("name").filter(own -> !own.name("a name").equals(name)).ifPresent(own -> {
            throw own.wrong("is " + own.node() + " under the key " + name + "; leave it out");
        });
        Director.Availability availability = fields.find("availability")
                .map(value -> value.choice(Director.Availability.class))
                .orElse(Director.Availability.AVAILABLE);
        return new Director(
                name, usable(name, () -> AmountReader.amounts(fields, "capacity", otherwise, 1)), availability);
    }

    private static Director director(String name, Amounts capacity) {
        return new Director(name, capacity, Director.Availability.AVAILABLE);
    }
}
