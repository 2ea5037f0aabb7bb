package io.ipvsoperator.operator.plan.report;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Change;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.Unit;
import io.ipvsoperator.operator.vippool.PoolForesight.Planned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A pool as it stands, for people. */
public final class PoolText {
    private final PoolView view;
    private final StringBuilder text = new StringBuilder();

    private PoolText(PoolView view) {
        this.view = view;
    }

    public static String of(PoolView view, Bars bars) {
        PoolText report = new PoolText(view);
        report.line("VipPool " + view.pool());
        report.hindrance();
        view.foresight().planned().ifPresent(planned -> report.planned(planned, bars));
        view.refusals().forEach((service, why) -> report.line("REFUSED: " + service + ", because " + why));
        return report.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void hindrance() {
        view.foresight()
                .hindrance()
                .ifPresent(why -> line("The operator plans nothing for this pool at the moment: " + why + "."));
    }

    private void planned(Planned planned, Bars bars) {
        line(Redundancy.describe(planned.problem(), planned.placement()));
        text.append(Remedies.list(SolvedJson.remedies(planned.placement())));
        text.append('\n')
                .append(DirectorTable.of(planned.problem(), planned.placement(), bars))
                .append('\n');
        if (planned.placement().units().isEmpty()) {
            line("No address is served.");
        } else {
            addresses(planned);
            pending(planned.placement());
        }
    }

    private void addresses(Planned planned) {
        Map<String, Amounts> demands =
                planned.problem().units().stream().collect(Collectors.toMap(Unit::name, Unit::demand));
        Table table = new Table(List.of("ADDRESS", "SERVICE", "DEMAND", "SERVED BY", "THEN"), 2);
        for (Placement.PlacedUnit unit : planned.placement().units()) {
            Optional<String> active = Moves.active(planned.problem(), unit.order());
            table.row(
                    view.addressesOf(unit.name()),
                    view.servicesOf(unit.name()),
                    SolvedText.demand(demands.getOrDefault(unit.name(), Amounts.UNKNOWN)),
                    active.orElse("nobody"),
                    unit.order().stream()
                            .filter(director -> !active.equals(Optional.of(director)))
                            .collect(Collectors.joining(", ")));
        }
        text.append(table.text());
    }

    /** What the operator has decided and not yet published. */
    private void pending(Placement placement) {
        for (Placement.PlacedUnit unit : placement.units()) {
            switch (unit.change()) {
                case Change.Kept ignored -> {}
                case Change.Placed ignored -> pending(unit);
                case Change.Reordered ignored -> pending(unit);
                case Change.Moved ignored -> pending(unit);
                case Change.Forced(String from, String to, String reason) ->
                    line(view.addressesOf(unit.name()) + " is served by " + to + " instead of " + from + ": " + reason);
            }
        }
    }

    private void pending(Placement.PlacedUnit unit) {
        line("The operator is about to change " + view.addressesOf(unit.name()) + ": "
                + SolvedText.change(unit.change()));
    }
}
