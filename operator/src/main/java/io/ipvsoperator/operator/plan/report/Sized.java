package io.ipvsoperator.operator.plan.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.Sizing;
import io.ipvsoperator.operator.placement.search.Fraction;
import java.util.List;

/**
 * How many addresses a demand should have.
 *
 * @param rows one for each count from 1, up to some beyond the recommended one
 */
public record Sized(List<Sizing.Row> rows, Sizing.Recommendation recommendation, int directors, int tolerated) {
    private static final int FEWEST_ROWS = 6;

    public Sized {
        rows = List.copyOf(rows);
    }

    public static Sized of(Amounts demand, List<Director> directors, int tolerated) {
        Sizing.Recommendation recommendation = Sizing.recommend(demand, directors, tolerated);
        int most = Math.max(FEWEST_ROWS, recommendation.count());
        return new Sized(Sizing.table(demand, directors, tolerated, most), recommendation, directors.size(), tolerated);
    }

    private Sizing.Row best() {
        return rows.get(recommendation.count() - 1);
    }

    public boolean fits() {
        return best().worst().compareTo(Fraction.ONE) <= 0;
    }

    public String text(Bars bars) {
        Table table = new Table(List.of("ADDRESSES", "AT WORST", "NORMAL PEAK", "", ""), 0, 1, 2);
        for (Sizing.Row row : rows) {
            table.row(
                    String.valueOf(row.count()),
                    row.worstPercent() + " %",
                    row.normalPercent() + " %",
                    bars.bar(row.normal(), row.worst()),
                    remark(row));
        }
        return table.text() + bars.legend() + "\n" + advice();
    }

    private String remark(Sizing.Row row) {
        if (row.count() == recommendation.count()) {
            return "<- recommended";
        }
        if (row.worst().compareTo(Fraction.ONE) > 0) {
            return "overload after a loss";
        }
        return row.count() < directors ? "leaves a director idle in normal times" : "";
    }

    private String advice() {
        String losses = tolerated == 0
                ? "without any loss"
                : "after the worst loss of " + Names.count(tolerated, "director", "directors");
        String bounds = "Demand that could be divided at will would come to "
                + recommendation.worstBound().percent() + " % " + losses + ", and to "
                + recommendation.normalBound().percent() + " % in normal times.\n";
        String count = Names.count(recommendation.count(), "address", "addresses");
        String reason = recommendation.withinTolerance()
                ? count + ": the fewest that come within 5 % of both.\n"
                : count + ": no number up to " + Sizing.MAXIMUM_COUNT
                        + " comes within 5 % of both; this one comes nearest.\n";
        String trouble =
                fits() ? "" : "Even so it does not fit: more directors, larger ones, or less demand are needed.\n";
        return bounds + reason + trouble;
    }

    public JsonNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("recommended", recommendation.count());
        node.put("fits", fits());
        node.put("withinTolerance", recommendation.withinTolerance());
        node.putObject("divisible")
                .put("worstPercent", recommendation.worstBound().percent())
                .put("normalPercent", recommendation.normalBound().percent());
        ArrayNode table = node.putArray("table");
        rows.forEach(row -> table.addObject()
                .put("addresses", row.count())
                .put("worstPercent", row.worstPercent())
                .put("normalPercent", row.normalPercent()));
        return node;
    }
}
