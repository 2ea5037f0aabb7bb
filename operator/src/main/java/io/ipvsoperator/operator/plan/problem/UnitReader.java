package io.ipvsoperator.operator.plan.problem;

import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Dimension;
import io.ipvsoperator.operator.placement.Terms;
import io.ipvsoperator.operator.placement.Unit;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The units of a problem: a list of objects, or a map from names to demands or objects. */
final class UnitReader {
    private static final String EXPECTED =
            "a list such as [{name: web-1, demand: 250M}] or a map such as {web-1: 250M}";
    private static final String[] FIELDS = {
        "name",
        "group",
        "demand",
        "bandwidth",
        "packets",
        "connections",
        "addresses",
        "order",
        "holder",
        "home",
        "pin",
        "allowed",
        "together",
        "families"
    };

    /** Every sum of demands, and a hundred times that, is a long. */
    private static final long LARGEST_SUM = 10 * Quantities.LARGEST;

    /** As many as one service may have. */
    private static final int MOST_ADDRESSES = 64;

    private final Fields problem;
    private final Map<String, Value> orders;

    UnitReader(Fields problem) {
        this.problem = problem;
        orders = problem.find("orders")
                .map(value -> value.members("a map from units to their orders, such as {web-1: [d1, d2, d3]}"))
                .orElse(Map.of());
    }

    List<Unit> units() {
        Value whole = problem.require("units", EXPECTED);
        List<Unit> units = whole.isList()
                ? whole.elements(EXPECTED).stream().flatMap(this::ofList).toList()
                : whole.members(EXPECTED).entrySet().stream()
                        .flatMap(member -> named(member.getKey(), member.getValue()))
                        .toList();
        Set<String> names = units.stream().map(Unit::name).collect(Collectors.toSet());
        orders.forEach((name, order) -> {
            if (!names.contains(name)) {
                throw order.wrong("is the order of a unit that is not there; add the unit, or take its order out");
            }
        });
        requireSumsInRange(whole, units);
        return units;
    }

    private Stream<Unit> ofList(Value value) {
        Fields fields = value.fields("an object such as {name: web-1, demand: 250M}", FIELDS);
        return units(fields.require("name", "which must be unique").name("a name"), fields);
    }

    private Stream<Unit> named(String name, Value value) {
        return value.isObject()
                ? units(name, value.fields("an object", FIELDS))
                : Stream.of(new Unit(name, name, AmountReader.amounts(value, 0), order(name, Optional.empty())));
    }

    /** With a number of addresses its demand is shared out over as many units. */
    private Stream<Unit> units(String name, Fields fields) {
        Amounts demand = AmountReader.amounts(fields, "demand", Amounts.UNKNOWN, 0);
        String group = fields.find("group").map(value -> value.name("a name")).orElse(name);
        Optional<Value> addresses = fields.find("addresses");
        try {
            if (addresses.isEmpty()) {
                return Stream.of(unit(name, group, demand, fields));
            }
            int count = addresses.get().integer(1, MOST_ADDRESSES);
            Amounts share = demand.dividedBy(count);
            return IntStream.rangeClosed(1, count)
                    .mapToObj(number -> unit(name + "-" + number, group, share, fields))
                    .toList()
                    .stream();
        } catch (IllegalArgumentException wrong) {
            throw new BadInput(fields.whole().where() + ": " + wrong.getMessage());
        }
    }

    private Unit unit(String name, String group, Amounts demand, Fields fields) {
        return new Unit(
                name,
                group,
                demand,
                order(name, fields.find("order")),
                fields.find("holder").map(value -> value.name("the name of a director")),
                fields.names("home"),
                terms(fields));
    }

    private List<String> order(String name, Optional<Value> own) {
        Optional<Value> elsewhere = Optional.ofNullable(orders.get(name));
        if (own.isPresent() && elsewhere.isPresent()) {
            throw elsewhere.get().wrong("says the same as " + own.get().path() + "; keep one of them");
        }
        return own.or(() -> elsewhere)
                .map(value -> value.names("a list of directors, first the active one"))
                .orElse(List.of());
    }

    private static Terms terms(Fields fields) {
        Set<AddressFamily> families = fields.find("families")
                .map(value -> value.elements("a list such as [IPv4, IPv6]").stream()
                        .map(element -> element.choice(AddressFamily.class))
                        .collect(Collectors.toSet()))
                .orElse(Terms.NONE.families());
        return new Terms(
                fields.find("pin").map(value -> value.name("the name of a director")),
                new HashSet<>(fields.names("allowed")),
                fields.find("together").map(value -> value.name("a name that units of one order share")),
                families);
    }

    private static void requireSumsInRange(Value whole, List<Unit> units) {
        for (Dimension dimension : Dimension.values()) {
            BigInteger sum = units.stream()
                    .map(unit -> BigInteger.valueOf(unit.demand().of(dimension).orElse(0)))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            if (sum.compareTo(BigInteger.valueOf(LARGEST_SUM)) > 0) {
                throw whole.wrong("have a " + AmountReader.name(dimension) + " of " + sum
                        + " together but it must be at most 10P; check the suffixes");
            }
        }
    }
}
