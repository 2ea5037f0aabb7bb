package io.ipvsoperator.operator.plan.report;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Bound;
import io.ipvsoperator.operator.placement.Change;
import io.ipvsoperator.operator.placement.Dimension;
import io.ipvsoperator.operator.placement.Peak;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.Unit;
import io.ipvsoperator.operator.placement.Verdict;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An answer for people. */
public final class SolvedText {
    private final Solved solved;
    private final Placement placement;
    private final StringBuilder text = new StringBuilder();

    private SolvedText(Solved solved) {
        this.solved = solved;
        placement = solved.placement();
    }

    public static String of(Solved solved, Bars bars) {
        SolvedText report = new SolvedText(solved);
        report.line(report.headline() + Redundancy.describe(solved.problem(), solved.placement()));
        report.troubles();
        report.text
                .append('\n')
                .append(DirectorTable.of(solved.problem(), solved.placement(), bars))
                .append('\n');
        report.figures();
        report.units();
        return report.text.toString();
    }

    /** What comes after it is told of what was placed: that may fit while something else is wrong or refused. */
    private String headline() {
        if (solved.feasible()) {
            return "FITS. ";
        }
        return switch (placement.verdict()) {
            case Verdict.Overloaded ignored -> "DOES NOT FIT. ";
            case Verdict.NoDirector ignored -> "DOES NOT FIT. ";
            case Verdict.Fits ignored -> askedForMore();
            case Verdict.CapacityUnknown ignored -> askedForMore();
        };
    }

    private String askedForMore() {
        return placement.refused().isEmpty()
                ? "CANNOT BE DONE AS ASKED, see below. As placed here: "
                : "NOT EVERYTHING FITS, see below. Without what is refused: ";
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** What is wrong or refused, each with what would mend it. */
    private void troubles() {
        text.append(Remedies.list(SolvedJson.remedies(placement)));
        solved.defects().forEach(defect -> {
            line("WRONG: " + defect.describe() + ".");
            defect.remedies().forEach(remedy -> line("  would mend this: " + remedy));
        });
        placement.refused().forEach(refusal -> {
            line("REFUSED: " + refusal.group() + ". With it, "
                    + refusal.overload().describe() + ".");
            text.append(Remedies.list(refusal.overload().remedies()));
        });
    }

    private void figures() {
        line("worst case   " + placement.worst().map(Peak::describe).orElse("no demand is declared"));
        line("normal peak  " + placement.normal().map(Peak::describe).orElse("no demand is declared"));
        line("lower bound  " + bound());
        line("gap          the worst case is " + placement.gapPercent().toPlainString() + " % above the bound; "
                + exactness());
        line("identifiers  " + identifiers());
        line("changes      " + placement.moved().size() + " moved by choice, "
                + placement.forced().size() + " because a director is out, "
                + placement.reordered().size() + " only re-ordered behind the one that serves, "
                + SolvedJson.placed(placement) + " new");
    }

    private String bound() {
        Bound bound = placement.bound();
        String whatever = bound.source() == Bound.Source.ACTIVE_DIRECTORS ? "while nobody that runs moves no" : "no";
        String percent = SolvedJson.percent(bound.share(), RoundingMode.DOWN)
                .stripTrailingZeros()
                .toPlainString();
        return whatever + " placement has a worst case below " + percent + " % (" + bound.source() + "): "
                + bound.describe();
    }

    private String exactness() {
        if (placement.exact()) {
            return "exact: nothing better exists";
        }
        boolean lowest = placement.gapPercent().signum() == 0
                && placement.bound().source() != Bound.Source.ACTIVE_DIRECTORS
                && placement.bound().source() != Bound.Source.NONE;
        return (lowest
                        ? "none is lower, but fewer changes or a lower normal peak may exist"
                        : "not exact: something better may exist")
                + (placement.cutShort() ? ", as the search ended when its steps were used up" : "");
    }

    private String identifiers() {
        String used = placement.identifiers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        String budget = solved.problem().identifiers().total().isPresent()
                ? " of " + solved.problem().identifiers().total().getAsInt()
                : "";
        return (used.isEmpty() ? "none" : used) + budget + " (virtual routers needed)";
    }

    private void units() {
        if (placement.units().isEmpty()) {
            return;
        }
        Map<String, Unit> units =
                solved.problem().units().stream().collect(Collectors.toMap(Unit::name, Function.identity()));
        Table table = new Table(List.of("UNIT", "DEMAND", "ORDER", "CHANGE"), 1);
        for (Placement.PlacedUnit unit : placement.units()) {
            Amounts demand = Optional.ofNullable(units.get(unit.name()))
                    .map(Unit::demand)
                    .orElse(Amounts.UNKNOWN);
            table.row(unit.name(), demand(demand), String.join(" > ", unit.order()), change(unit.change()));
        }
        text.append('\n').append(table.text());
    }

    static String demand(Amounts demand) {
        List<String> known = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            demand.of(dimension).ifPresent(amount -> known.add(dimension.describe(amount)));
        }
        return known.isEmpty() ? "unknown" : String.join(", ", known);
    }

    static String change(Change change) {
        return switch (change) {
            case Change.Kept ignored -> "stays";
            case Change.Placed(String reason) -> reason;
            case Change.Reordered(String reason) -> "re-ordered: " + reason;
            case Change.Moved(String from, String to, String reason) -> "moves " + from + " to " + to + ": " + reason;
            case Change.Forced(String from, String to, String reason) -> to + " instead of " + from + ": " + reason;
        };
    }
}
