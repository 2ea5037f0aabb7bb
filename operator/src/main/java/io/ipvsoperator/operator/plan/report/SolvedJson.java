package io.ipvsoperator.operator.plan.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Change;
import io.ipvsoperator.operator.placement.Defect;
import io.ipvsoperator.operator.placement.Dimension;
import io.ipvsoperator.operator.placement.Peak;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.Placement.PlacedUnit;
import io.ipvsoperator.operator.placement.Remedy;
import io.ipvsoperator.operator.placement.Verdict;
import io.ipvsoperator.operator.placement.search.Fraction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer as JSON. Fields are added in later versions, none changes its meaning. Amounts are per second, in bits for bandwidth. */
public final class SolvedJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SolvedJson() {}

    public static ObjectNode of(Solved solved) {
        Placement placement = solved.placement();
        ObjectNode node = JSON.objectNode();
        node.put("feasible", solved.feasible());
        node.put("verdict", placement.verdict().getClass().getSimpleName());
        node.put("summary", Redundancy.describe(solved.problem(), placement));
        node.putObject("toleratedFailures")
                .put("wanted", solved.problem().toleratedFailures())
                .put("reached", placement.toleratedFailures());
        node.set("worst", peak(placement.worst()));
        node.set("normal", peak(placement.normal()));
        node.putObject("bound")
                .put("percent", percent(placement.bound().share(), RoundingMode.DOWN))
                .put("source", placement.bound().source().name())
                .put("describe", placement.bound().describe());
        node.put("gapPercent", placement.gapPercent());
        node.put("exact", placement.exact());
        node.put("cutShort", placement.cutShort());
        identifiers(node.putObject("identifiers"), placement);
        node.putObject("changes")
                .put("moved", placement.moved().size())
                .put("forced", placement.forced().size())
                .put("reordered", placement.reordered().size())
                .put("placed", placed(placement));
        ArrayNode directors = node.putArray("directors");
        DirectorRow.of(solved.problem(), placement).forEach(row -> directors.add(director(row)));
        ArrayNode units = node.putArray("units");
        placement.units().forEach(unit -> units.add(unit(unit)));
        ArrayNode refused = node.putArray("refused");
        placement.refused().forEach(refusal -> refused.add(refusal(refusal)));
        node.set("remedies", RemedyJson.of(remedies(placement)));
        ArrayNode defects = node.putArray("defects");
        solved.defects().forEach(defect -> defects.add(defect(defect)));
        return node;
    }

    static long placed(Placement placement) {
        return placement.units().stream()
                .filter(unit -> unit.change() instanceof Change.Placed)
                .count();
    }

    static List<Remedy> remedies(Placement placement) {
        return placement.verdict() instanceof Verdict.Overloaded overloaded ? overloaded.remedies() : List.of();
    }

    private static void identifiers(ObjectNode node, Placement placement) {
        placement.identifiers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> node.put(entry.getKey().toString(), entry.getValue()));
    }

    private static JsonNode peak(Optional<Peak> found) {
        if (found.isEmpty()) {
            return JSON.nullNode();
        }
        Peak peak = found.get();
        ObjectNode node = JSON.objectNode();
        node.set("lost", names(peak.lost()));
        node.put("director", peak.director());
        node.put("dimension", peak.dimension().toString());
        node.put("load", peak.load());
        peak.capacity().ifPresentOrElse(capacity -> node.put("capacity", capacity), () -> node.putNull("capacity"));
        node.put(
                "percent",
                peak.utilization().map(share -> percent(share, RoundingMode.UP)).orElse(null));
        node.put("describe", peak.describe());
        return node;
    }

    /** To thousandths: up, as the gap is, or down for what nothing is below. */
    static BigDecimal percent(Fraction share, RoundingMode rounding) {
        return BigDecimal.valueOf(share.numerator())
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(share.denominator()), 3, rounding);
    }

    private static ObjectNode director(DirectorRow row) {
        ObjectNode node = JSON.objectNode();
        node.put("name", row.director().name());
        node.put("availability", Names.of(row.director().availability()));
        node.put("serves", row.load().map(Placement.DirectorLoad::active).orElse(0));
        node.set("capacity", amounts(row.director().capacity()));
        node.set(
                "normal", amounts(row.load().map(Placement.DirectorLoad::normal).orElse(Map.of())));
        node.set("worst", amounts(row.load().map(Placement.DirectorLoad::worst).orElse(Map.of())));
        return node;
    }

    private static ObjectNode amounts(Amounts amounts) {
        ObjectNode node = JSON.objectNode();
        for (Dimension dimension : Dimension.values()) {
            amounts.of(dimension).ifPresent(amount -> node.put(dimension.toString(), amount));
        }
        return node;
    }

    private static ObjectNode amounts(Map<Dimension, Long> amounts) {
        ObjectNode node = JSON.objectNode();
        amounts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> node.put(entry.getKey().toString(), entry.getValue()));
        return node;
    }

    private static ObjectNode unit(PlacedUnit unit) {
        ObjectNode node = JSON.objectNode().put("name", unit.name());
        node.set("order", names(unit.order()));
        node.put("change", unit.change().getClass().getSimpleName());
        switch (unit.change()) {
            case Change.Moved(String from, String to, String ignored) ->
                node.put("from", from).put("to", to);
            case Change.Forced(String from, String to, String ignored) ->
                node.put("from", from).put("to", to);
            case Change.Kept ignored -> {}
            case Change.Placed ignored -> {}
            case Change.Reordered ignored -> {}
        }
        return node.put("reason", unit.change().reason());
    }

    private static ObjectNode refusal(Placement.Refusal refusal) {
        ObjectNode node = JSON.objectNode()
                .put("group", refusal.group())
                .put("reason", refusal.overload().describe());
        node.set("remedies", RemedyJson.of(refusal.overload().remedies()));
        return node;
    }

    private static ObjectNode defect(Defect defect) {
        ObjectNode node = JSON.objectNode().put("describe", defect.describe());
        node.set("remedies", names(defect.remedies()));
        return node;
    }

    private static ArrayNode names(Collection<String> names) {
        ArrayNode array = JSON.arrayNode();
        names.forEach(array::add);
        return array;
    }
}
