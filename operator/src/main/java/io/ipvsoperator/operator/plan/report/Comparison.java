package io.ipvsoperator.operator.plan.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ipvsoperator.operator.placement.Change;
import io.ipvsoperator.operator.placement.Peak;
import io.ipvsoperator.operator.plan.report.Moves.Move;
import java.util.List;
import java.util.Optional;

/**
 * A pool before and after something that is only supposed.
 *
 * @param suppositions in words
 * @param notes what limits the answer
 */
public record Comparison(PoolView view, List<String> suppositions, Solved before, Solved after, List<String> notes) {
    public Comparison {
        suppositions = List.copyOf(suppositions);
        notes = List.copyOf(notes);
    }

    public String text(Bars bars) {
        StringBuilder text = new StringBuilder();
        text.append("VipPool ")
                .append(view.pool())
                .append(", if ")
                .append(String.join(", and ", suppositions))
                .append(":\n\n");
        text.append("Redundancy before: ")
                .append(Redundancy.describe(before.problem(), before.placement()))
                .append('\n');
        text.append("Redundancy after:  ")
                .append(Redundancy.describe(after.problem(), after.placement()))
                .append('\n');
        troubles(text);
        notes.forEach(note -> text.append("NOTE: ").append(note).append('\n'));
        text.append("\nBEFORE\n").append(DirectorTable.of(before.problem(), before.placement(), bars));
        text.append("\nAFTER\n")
                .append(DirectorTable.of(after.problem(), after.placement(), bars))
                .append('\n');
        text.append(peaks()).append('\n').append(moves());
        return text.toString();
    }

    private void troubles(StringBuilder text) {
        text.append(Remedies.list(SolvedJson.remedies(after.placement())));
        after.defects().forEach(defect -> {
            text.append("WRONG: ").append(defect.describe()).append(".\n");
            defect.remedies()
                    .forEach(remedy ->
                            text.append("  would mend this: ").append(remedy).append('\n'));
        });
        after.placement().refused().forEach(refusal -> {
            text.append("REFUSED: ").append(refusal.group()).append(". With it, ");
            text.append(refusal.overload().describe()).append(".\n");
            text.append(Remedies.list(refusal.overload().remedies()));
        });
    }

    private String peaks() {
        Table table = new Table(List.of("PEAK", "BEFORE", "AFTER"), 1, 2);
        table.row(
                "normal",
                percent(before.placement().normal()),
                percent(after.placement().normal()));
        table.row(
                "at worst",
                percent(before.placement().worst()),
                percent(after.placement().worst()));
        return table.text();
    }

    private static String percent(Optional<Peak> peak) {
        return peak.flatMap(Peak::utilization)
                .map(share -> share.percent() + " %")
                .orElse("unknown");
    }

    private String moves() {
        List<Move> moves = Moves.between(before, after);
        long chosen = count(moves, Change.Moved.class);
        String summary = "Moves by choice: " + chosen + ". Because a director is out: "
                + count(moves, Change.Forced.class) + ". Only re-ordered behind the one that serves: "
                + count(moves, Change.Reordered.class) + ". New: " + count(moves, Change.Placed.class) + ".\n";
        if (moves.isEmpty()) {
            return summary + "Every address stays where it is.\n";
        }
        Table table = new Table(List.of("ADDRESS", "SERVICE", "BEFORE", "AFTER", "WHY"));
        moves.forEach(move -> table.row(
                view.addressesOf(move.unit()),
                view.servicesOf(move.unit()),
                move.from().orElse("-"),
                move.to().orElse("nobody"),
                move.change().reason()));
        return summary + table.text();
    }

    private static long count(List<Move> moves, Class<? extends Change> kind) {
        return moves.stream().filter(move -> kind.isInstance(move.change())).count();
    }

    public JsonNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("pool", view.pool());
        ArrayNode supposed = node.putArray("suppositions");
        suppositions.forEach(supposed::add);
        ArrayNode told = node.putArray("notes");
        notes.forEach(told::add);
        node.set("before", SolvedJson.of(before));
        node.set("after", SolvedJson.of(after));
        ArrayNode moves = node.putArray("differences");
        Moves.between(before, after)
                .forEach(move -> moves.addObject()
                        .put("unit", move.unit())
                        .put("addresses", view.addressesOf(move.unit()))
                        .put("services", view.servicesOf(move.unit()))
                        .put("from", move.from().orElse(null))
                        .put("to", move.to().orElse(null))
                        .put("change", move.change().getClass().getSimpleName())
                        .put("reason", move.change().reason()));
        return node;
    }
}
