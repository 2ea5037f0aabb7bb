package io.ipvsoperator.operator.placement;

import com.fasterxml.jackson.databind.JsonNode;
import io.ipvsoperator.operator.address.AddressFamily;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Problems from YAML, answers to it. Amounts are in M: megabits, millions of packets, millions of connections a second. */
final class GoldenFormat {
    private static final long MILLION = 1_000_000;

    private GoldenFormat() {}

    static PlacementProblem problem(JsonNode pool, JsonNode units) {
        List<Director> directors = new ArrayList<>();
        pool.get("directors").forEach(director -> directors.add(director(director)));
        List<Unit> made = new ArrayList<>();
        units.forEach(unit -> made.add(unit(unit)));
        PlacementProblem problem = new PlacementProblem(
                directors,
                made,
                pool.get("toleratedFailures").asInt(),
                PlacementProblem.Policy.valueOf(pool.path("policy").asText("WARN")));
        problem = pool.has("identifiers")
                ? problem.with(IdentifierBudget.of(pool.get("identifiers").asInt()))
                : problem;
        return problem.with(mode(pool.path("mode"))).spreading(Set.copyOf(names(pool.get("spread"))));
    }

    private static Mode mode(JsonNode mode) {
        if (mode.has("improve")) {
            return new Mode.Improve(
                    mode.get("improve").get("moves").asInt(),
                    mode.get("improve").get("gain").asInt());
        }
        return mode.asText().equals("restore") ? new Mode.Restore() : new Mode.Keep();
    }

    private static Director director(JsonNode node) {
        return new Director(
                node.get("name").asText(),
                amounts(node),
                Director.Availability.valueOf(node.path("availability").asText("AVAILABLE")));
    }

    private static Unit unit(JsonNode node) {
        String name = node.get("name").asText();
        Terms terms = Terms.NONE.allowedOn(new HashSet<>(names(node.get("allowed"))));
        terms = node.has("pin") ? terms.pinnedTo(node.get("pin").asText()) : terms;
        terms = node.has("together") ? terms.togetherAs(node.get("together").asText()) : terms;
        Unit unit = new Unit(name, node.path("group").asText(name), amounts(node), names(node.get("order")))
                .withHome(names(node.get("home")))
                .on(terms);
        return node.has("holder") ? unit.heldBy(node.get("holder").asText()) : unit;
    }

    private static Amounts amounts(JsonNode node) {
        return new Amounts(
                millions(node.get("bandwidth")), millions(node.get("packets")), millions(node.get("connections")));
    }

    private static OptionalLong millions(@Nullable JsonNode node) {
        return node == null ? OptionalLong.empty() : OptionalLong.of(node.asLong() * MILLION);
    }

    private static List<String> names(@Nullable JsonNode node) {
        List<String> names = new ArrayList<>();
        if (node != null) {
            node.forEach(name -> names.add(name.asText()));
        }
        return names;
    }

    static String answer(PlacementProblem problem) {
        StringBuilder yaml = new StringBuilder();
        List<Defect> defects = Defects.of(problem);
        line(yaml, "defects:" + (defects.isEmpty() ? " []" : ""));
        for (Defect defect : defects) {
            line(yaml, "- " + quoted(defect.describe()));
            defect.remedies().forEach(remedy -> line(yaml, "  # " + remedy));
        }
        Placement placement = Placer.place(problem);
        line(yaml, "verdict: " + placement.verdict().getClass().getSimpleName());
        line(yaml, "because: " + quoted(placement.verdict().describe()));
        if (placement.verdict() instanceof Verdict.Overloaded overloaded) {
            line(yaml, "remedies:");
            overloaded.remedies().forEach(remedy -> line(yaml, "- " + quoted(remedy.describe())));
        }
        line(yaml, "toleratedFailures: " + placement.toleratedFailures());
        line(yaml, "worst: " + quoted(placement.worst().map(Peak::describe).orElse("")));
        line(yaml, "normal: " + quoted(placement.normal().map(Peak::describe).orElse("")));
        line(
                yaml,
                "bound: {percent: " + placement.bound().share().percent() + ", source: "
                        + placement.bound().source() + ", gapPercent: "
                        + placement.gapPercent().toPlainString() + "}");
        line(yaml, "exact: " + placement.exact());
        line(yaml, "identifiers: " + placement.identifiers().getOrDefault(AddressFamily.IPV4, 0));
        line(yaml, "refused:" + (placement.refused().isEmpty() ? " []" : ""));
        placement
                .refused()
                .forEach(refusal ->
                        line(yaml, "- {group: " + refusal.group() + ", reason: " + quoted(refusal.reason()) + "}"));
        line(yaml, "units:");
        placement.units().forEach(unit -> unit(yaml, unit));
        return yaml.toString();
    }

    private static void unit(StringBuilder yaml, Placement.PlacedUnit unit) {
        line(yaml, "- name: " + unit.name());
        line(yaml, "  order: [" + String.join(", ", unit.order()) + "]");
        line(
                yaml,
                "  " + unit.change().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT) + ": "
                        + quoted(unit.change().reason()));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static void line(StringBuilder yaml, String text) {
        yaml.append(text).append('\n');
    }
}
