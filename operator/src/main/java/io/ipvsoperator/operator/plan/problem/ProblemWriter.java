package io.ipvsoperator.operator.plan.problem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Dimension;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.IdentifierBudget;
import io.ipvsoperator.operator.placement.Mode;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Terms;
import io.ipvsoperator.operator.placement.Unit;
import java.util.Collection;
import java.util.Map;

/** Writes a problem as {@link ProblemReader} reads it. */
public final class ProblemWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ProblemWriter() {}

    public static ObjectNode write(PlacementProblem problem) {
        ObjectNode node = JSON.objectNode();
        node.put("toleratedFailures", problem.toleratedFailures());
        node.put("policy", Value.spelled(problem.policy()));
        mode(node, problem.mode());
        identifiers(node, problem.identifiers());
        if (!problem.spread().isEmpty()) {
            node.set("spread", names(problem.spread().stream().sorted().toList()));
        }
        ArrayNode directors = node.putArray("directors");
        problem.directors().forEach(director -> directors.add(director(director)));
        ArrayNode units = node.putArray("units");
        problem.units().forEach(unit -> units.add(unit(unit)));
        return node;
    }

    private static void mode(ObjectNode node, Mode mode) {
        switch (mode) {
            case Mode.Keep() -> node.put("mode", "Keep");
            case Mode.Restore() -> node.put("mode", "Restore");
            case Mode.Improve(int moves, int gain) ->
                node.putObject("mode").putObject("improve").put("moves", moves).put("gain", gain);
        }
    }

    private static void identifiers(ObjectNode node, IdentifierBudget budget) {
        if (budget.total().isPresent()) {
            ObjectNode identifiers = node.putObject("identifiers");
            identifiers.put("total", budget.total().getAsInt());
            ObjectNode releasing = identifiers.putObject("releasing");
            budget.releasing().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> releasing.put(Value.spelled(entry.getKey()), entry.getValue()));
        }
    }

    private static ObjectNode director(Director director) {
        ObjectNode node = JSON.objectNode().put("name", director.name());
        node.set("capacity", amounts(director.capacity()));
        return director.available() ? node : node.put("availability", Value.spelled(director.availability()));
    }

    private static ObjectNode unit(Unit unit) {
        ObjectNode node = JSON.objectNode().put("name", unit.name());
        if (!unit.group().equals(unit.name())) {
            node.put("group", unit.group());
        }
        node.set("demand", amounts(unit.demand()));
        setUnlessEmpty(node, "order", unit.order());
        unit.holder().ifPresent(holder -> node.put("holder", holder));
        setUnlessEmpty(node, "home", unit.home());
        Terms terms = unit.terms();
        terms.pin().ifPresent(pin -> node.put("pin", pin));
        setUnlessEmpty(node, "allowed", terms.allowed().stream().sorted().toList());
        terms.together().ifPresent(key -> node.put("together", key));
        if (!terms.families().equals(Terms.NONE.families())) {
            node.set(
                    "families",
                    names(terms.families().stream().sorted().map(Value::spelled).toList()));
        }
        return node;
    }

    /** Every dimension that is known; null when none is. */
    private static JsonNode amounts(Amounts amounts) {
        ObjectNode node = JSON.objectNode();
        for (Dimension dimension : Dimension.values()) {
            amounts.of(dimension).ifPresent(amount -> node.put(AmountReader.name(dimension), amount));
        }
        return node.isEmpty() ? JSON.nullNode() : node;
    }

    private static void setUnlessEmpty(ObjectNode node, String name, Collection<String> names) {
        if (!names.isEmpty()) {
            node.set(name, names(names));
        }
    }

    private static ArrayNode names(Collection<String> names) {
        ArrayNode array = JSON.arrayNode();
        names.forEach(array::add);
        return array;
    }
}
