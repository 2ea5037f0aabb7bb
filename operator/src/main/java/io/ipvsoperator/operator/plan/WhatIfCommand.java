package io.ipvsoperator.operator.plan;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Sizing;
import io.ipvsoperator.operator.placement.Unit;
import io.ipvsoperator.operator.plan.cluster.Supposition;
import io.ipvsoperator.operator.plan.problem.BadInput;
import io.ipvsoperator.operator.plan.problem.Quantities;
import io.ipvsoperator.operator.plan.report.Comparison;
import io.ipvsoperator.operator.plan.report.PoolView;
import io.ipvsoperator.operator.plan.report.Solved;
import io.ipvsoperator.operator.vippool.PoolForesight.Planned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks what would be if. */
@Command(
        name = "what-if",
        description = {
            "What would happen to a pool if a director is lost, a service added and so on.",
            "Touches nothing. Peaks before and after, who takes over which address, what has to move, and whether a",
            "further loss can be borne. Options can be combined and repeated.",
            "Exit code: 0 everything would fit, 1 it would not or something is refused, 2 the input is wrong."
        },
        footer = {
            "",
            "Examples:",
            "  ipvs-plan what-if --lose d2",
            "  ipvs-plan what-if --lose d2 --lose d3 --tolerate 0",
            "  ipvs-plan what-if --add-service 400M:2 --add-director d4=1G",
            "  ipvs-plan what-if --capacity d3=10G --drain d1 -f cluster.yaml"
        })
final class WhatIfCommand implements Callable<Integer> {
    @Option(names = "--lose", paramLabel = "DIRECTOR", description = "It fails: silently and for now.")
    private String[] lost = {};

    @Option(names = "--drain", paramLabel = "DIRECTOR", description = "It is taken out for maintenance.")
    private String[] drained = {};

    @Option(
            names = "--add-director",
            paramLabel = "NAME=CAPACITY",
            description = "One more, such as d4=1G, or d4=1G,200k,10k for packets and connections per second as well.")
    private String[] joined = {};

    @Option(
            names = "--capacity",
            paramLabel = "DIRECTOR=CAPACITY",
            description = "It can carry that much, such as d3=10G after an upgrade of its link.")
    private String[] upgraded = {};

    @Option(
            names = "--add-service",
            paramLabel = "DEMAND[:ADDRESSES]",
            description = "One more service, such as 400M:2; without a number, with as many addresses as suit.")
    private String[] services = {};

    @Option(
            names = {"--tolerate", "-m"},
            paramLabel = "LOSSES",
            description = "Directors that may be lost at once without overload.")
    private @Nullable Integer tolerated;

    @Mixin
    private Source source = new Source();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        List<Supposition> suppositions = suppositions();
        if (suppositions.isEmpty()) {
            throw new BadInput("nothing is supposed; give at least one of --lose, --drain, --add-director, --capacity,"
                    + " --add-service and --tolerate, or use ipvs-plan show");
        }
        PoolView view = source.pool();
        Planned planned = view.foresight().planned().orElseThrow(() -> new BadInput(ShowCommand.unplanned(view)));
        PlacementProblem problem = settled(planned);
        for (Supposition supposition : suppositions) {
            problem = keepingFree(supposition.in(problem), view.keepFreePercent());
        }
        Comparison comparison = new Comparison(
                view,
                suppositions.stream().map(Supposition::describe).toList(),
                Solved.of(planned.problem(), planned.placement()),
                Solved.of(problem),
                view.limits(problem.units().size() - planned.problem().units().size()));
        output.print(() -> comparison.text(output.bars()), comparison::json);
        return ExitCode.of(comparison.after().feasible());
    }

    private static PlacementProblem keepingFree(PlacementProblem problem, int percent) {
        return problem.withDirectors(problem.directors().stream()
                .map(director -> director.keepingFree(percent))
                .toList());
    }

    /** Once the operator has done what it has decided, so that nothing of that is taken for a consequence. */
    private static PlacementProblem settled(Planned planned) {
        Map<String, List<String>> orders = planned.placement().units().stream()
                .collect(Collectors.toMap(Placement.PlacedUnit::name, Placement.PlacedUnit::order));
        return planned.problem()
                .withUnits(planned.problem().units().stream()
                        .map(unit -> settled(unit, orders))
                        .toList());
    }

    private static Unit settled(Unit unit, Map<String, List<String>> orders) {
        return unit.withOrder(orders.getOrDefault(unit.name(), unit.order()));
    }

    /** What there is comes before what is lost. */
    private List<Supposition> suppositions() {
        List<Supposition> all = new ArrayList<>();
        for (String text : upgraded) {
            all.add(new Supposition.Upgraded(name("--capacity", text), capacity("--capacity", text)));
        }
        for (String text : joined) {
            all.add(new Supposition.Joined(name("--add-director", text), capacity("--add-director", text)));
        }
        if (tolerated != null) {
            all.add(new Supposition.Tolerated(tolerated));
        }
        for (int i = 0; i < services.length; i++) {
            all.add(service("new service" + (services.length == 1 ? "" : " " + (i + 1)), services[i]));
        }
        for (String director : lost) {
            all.add(new Supposition.Lost(director));
        }
        for (String director : drained) {
            all.add(new Supposition.Drained(director));
        }
        return all;
    }

    private static Supposition service(String name, String text) {
        int colon = text.indexOf(':');
        Amounts demand = Quantities.amounts("--add-service", colon < 0 ? text : text.substring(0, colon), 1);
        OptionalInt addresses = colon < 0
                ? OptionalInt.empty()
                : OptionalInt.of(Quantities.count(
                        "--add-service " + text + ": the number of addresses",
                        text.substring(colon + 1),
                        Sizing.MAXIMUM_COUNT));
        return new Supposition.Served(name, demand, addresses);
    }

    private static String name(String option, String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new BadInput(option + " is \"" + text + "\" but must be a name and a capacity, such as d4=1G");
        }
        return text.substring(0, equals);
    }

    private static Amounts capacity(String option, String text) {
        return Quantities.amounts(option + " " + name(option, text), text.substring(text.indexOf('=') + 1), 1);
    }
}
