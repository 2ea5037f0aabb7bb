package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.Placement.DirectorLoad;
import io.ipvsoperator.operator.placement.Placement.PlacedUnit;
import io.ipvsoperator.operator.placement.search.Fraction;
import io.ipvsoperator.operator.placement.search.Instance;
import io.ipvsoperator.operator.placement.search.Reckoning;
import io.ipvsoperator.operator.placement.search.Solution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A solution in names and words. The loads are reckoned anew from the orders, not taken from the search. */
final class Report {
    private final PlacementProblem problem;
    private final Numbering numbering;
    private final Solution solution;
    private final Orders orders;
    private final List<List<String>> placed;
    /** The dimensions that there is demand in. */
    private final List<Dimension> demanded;

    private final Peaks peaks;

    Report(PlacementProblem problem, Numbering numbering, Solution solution) {
        this.problem = problem;
        this.numbering = numbering;
        this.solution = solution;
        orders = numbering.orders();
        placed = new PlacedOrders(numbering, solution.prefixes()).list();
        demanded = Arrays.stream(Dimension.values())
                .filter(dimension -> isDemanded(numbering.units(), dimension))
                .toList();
        peaks = new Peaks(numbering, demanded, placed);
    }

    private static boolean isDemanded(List<Unit> units, Dimension dimension) {
        for (Unit unit : units) {
            if (unit.demand().of(dimension).orElse(0) > 0) {
                return true;
            }
        }
        return false;
    }

    /** @param remedies asked for only when there is an overload */
    Placement placement(List<Placement.Refusal> refused, Function<Peak, List<Remedy>> remedies) {
        int losses = numbering.instance().losses();
        int reached = levelReached(peaks, losses);
        return new Placement(
                units(),
                refused,
                verdict(reached, remedies),
                reached,
                peaks.highest(losses),
                peaks.highest(0),
                directors(),
                Bounding.of(numbering, solution),
                PlacedOrders.routers(numbering.units(), placed),
                solution.exact() && numbering.instance().plain(),
                solution.cutShort());
    }

    private static int levelReached(Peaks peaks, int losses) {
        int level = 0;
        while (level <= losses && peaks.highest(level).map(Peak::excess).orElse(0L) == 0) {
            level++;
        }
        return level - 1;
    }

    private Verdict verdict(int reached, Function<Peak, List<Remedy>> remedies) {
        int losses = numbering.instance().losses();
        if (reached < losses) {
            Peak peak = peaks.highest(reached + 1).orElseThrow();
            return new Verdict.Overloaded(peak, remedies.apply(peak), peak.describe());
        }
        String text = peaks.highest(losses).map(Peak::describe).orElse("there is no declared demand");
        List<String> unknown = unknownCapacities();
        return unknown.isEmpty()
                ? new Verdict.Fits(text)
                : new Verdict.CapacityUnknown(
                        unknown, text + "; no capacity is known of " + String.join(", ", unknown));
    }

    private List<String> unknownCapacities() {
        List<String> unknown = new ArrayList<>();
        for (Director director : numbering.available()) {
            for (Dimension dimension : Dimension.values()) {
                if (director.capacity().of(dimension).isEmpty() && demanded.contains(dimension)) {
                    unknown.add(director.name() + " (" + dimension + ")");
                }
            }
        }
        return unknown;
    }

    private List<DirectorLoad> directors() {
        return IntStream.range(0, numbering.available().size())
                .mapToObj(this::load)
                .toList();
    }

    private DirectorLoad load(int director) {
        Map<Dimension, Long> normal = new EnumMap<>(Dimension.class);
        Map<Dimension, Long> worst = new EnumMap<>(Dimension.class);
        Reckoning reckoning = peaks.reckoning();
        for (Dimension dimension : Dimension.values()) {
            if (demanded.contains(dimension)) {
                normal.put(dimension, reckoning.normal(director, demanded.indexOf(dimension)));
                worst.put(dimension, reckoning.worst(director, demanded.indexOf(dimension)));
            }
        }
        return new DirectorLoad(numbering.available().get(director).name(), reckoning.active(director), normal, worst);
    }

    private List<PlacedUnit> units() {
        Changes changes = changes();
        return IntStream.range(0, placed.size())
                .mapToObj(unit -> new PlacedUnit(
                        numbering.units().get(unit).name(),
                        placed.get(unit),
                        changes.of(
                                numbering.units().get(unit),
                                numbering.standing().get(unit),
                                placed.get(unit))))
                .toList();
    }

    /** With what stood where it stood, and newcomers as they are placed. */
    private Changes changes() {
        boolean everythingStands = true;
        List<List<String>> before = new ArrayList<>(placed.size());
        for (int unit = 0; unit < placed.size(); unit++) {
            List<String> standing = numbering.standing().get(unit);
            before.add(standing.isEmpty() ? placed.get(unit) : standing);
            everythingStands &= before.get(unit).equals(placed.get(unit));
        }
        if (everythingStands) {
            return new Changes(orders, problem.mode(), Optional.empty(), "", "");
        }
        Peaks as = new Peaks(numbering, demanded, before);
        int losses = numbering.instance().losses();
        int reached = levelReached(as, losses);
        Optional<Peak> cause = reached < losses ? as.highest(reached + 1) : Optional.empty();
        String gain = fall("lowers the worst case", share(as, losses), share(peaks, losses));
        String relief = problem.mode() instanceof Mode.Improve
                ? fall("; lowers the normal peak", share(as, 0), share(peaks, 0))
                : "";
        return new Changes(orders, problem.mode(), cause, gain, relief);
    }

    private static String fall(String of, Optional<Fraction> before, Optional<Fraction> after) {
        return before.isEmpty() || after.isEmpty() || after.get().compareTo(before.get()) >= 0
                ? ""
                : of + " from " + before.get().percent() + " % to "
                        + after.get().percent() + " % of a capacity";
    }

    private static Optional<Fraction> share(Peaks peaks, int losses) {
        return peaks.highest(losses).flatMap(Peak::utilization);
    }

    /** Peaks of orders by name. */
    private static final class Peaks {
        private final Numbering numbering;
        private final List<Dimension> demanded;
        private final Reckoning reckoning;

        Peaks(Numbering numbering, List<Dimension> demanded, List<List<String>> orders) {
            this.numbering = numbering;
            this.demanded = demanded;
            reckoning = new Reckoning(
                    declared(),
                    numbering.orders().prefixes(orders, numbering.instance().ranks()));
        }

        /** What the search goes by, where that is one item for each unit and nothing but what is declared. */
        private Instance declared() {
            int units = numbering.units().size();
            return numbering.instance().plain() && numbering.items().size() == units
                    ? numbering.instance()
                    : numbering
                            .instance()
                            .having(
                                    Columns.declared(
                                            demanded, numbering.available(), numbering.units(), Numbering.alone(units)),
                                    units);
        }

        Reckoning reckoning() {
            return reckoning;
        }

        Optional<Peak> highest(int losses) {
            return reckoning.highest(losses).map(this::peak);
        }

        private Peak peak(Reckoning.Top top) {
            Director director = numbering.available().get(top.director());
            Dimension dimension = demanded.get(top.column());
            return new Peak(
                    top.lost().stream()
                            .map(lost -> numbering.available().get(lost).name())
                            .toList(),
                    director.name(),
                    dimension,
                    top.load(),
                    director.capacity().of(dimension),
                    director.whole().of(dimension));
        }
    }
}
