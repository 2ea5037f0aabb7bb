package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.placement.search.Fraction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The answer to a {@link PlacementProblem}.
 *
 * @param units all but the refused ones, by name; none when no director is available: leave what is published as it is
 * @param refused groups that do not fit, only with {@link PlacementProblem.Policy#ENFORCE}
 * @param toleratedFailures the level reached: so many more of the available directors may be lost at once without overload; at
 *     most the level asked for less the directors not available. -1 when there is overload with all of them up
 * @param worst the highest load, by share of capacity, over all losses that are to be tolerated; empty without demand
 * @param normal the same with every available director up
 * @param directors by name, the available ones
 * @param bound what no placement has its worst case below
 * @param identifiers virtual routers of each family that the orders need
 * @param exact the search was exhaustive: nothing better exists. Never while a demand or a capacity is unknown
 * @param cutShort the search, or a part of it, ended because its steps were used up and not for want of anything to try
 */
public record Placement(
        List<PlacedUnit> units,
        List<Refusal> refused,
        Verdict verdict,
        int toleratedFailures,
        Optional<Peak> worst,
        Optional<Peak> normal,
        List<DirectorLoad> directors,
        Bound bound,
        Map<AddressFamily, Integer> identifiers,
        boolean exact,
        boolean cutShort) {

    /** @param order every director of the problem, those not available included */
    public record PlacedUnit(String name, List<String> order, Change change) {
        public PlacedUnit {
            order = List.copyOf(order);
        }
    }

    /** @param overload that admitting the group would bring: the loss, the director, the amount, and what would help */
    public record Refusal(String group, Verdict.Overloaded overload) {
        /** In words, with what would help. */
        public String reason() {
            return overload.describe()
                    + overload.remedies().stream()
                            .map(remedy -> "; " + remedy.describe())
                            .collect(Collectors.joining());
        }
    }

    /**
     * Declared demand on one director.
     *
     * @param active how many units it serves in normal times
     */
    public record DirectorLoad(String name, int active, Map<Dimension, Long> normal, Map<Dimension, Long> worst) {
        public DirectorLoad {
            normal = Map.copyOf(normal);
            worst = Map.copyOf(worst);
        }
    }

    public Placement {
        units = List.copyOf(units);
        refused = List.copyOf(refused);
        directors = List.copyOf(directors);
        identifiers = Map.copyOf(identifiers);
    }

    /** How far the worst case lies above the bound, in percent of the bound, rounded up to thousandths. */
    public BigDecimal gapPercent() {
        Fraction share = worst.flatMap(Peak::utilization).orElse(Fraction.ZERO);
        return share.percentAbove(bound.share());
    }

    /** Units whose active director changes by choice. */
    public List<PlacedUnit> moved() {
        return having(Change.Moved.class);
    }

    /** Units served by another than the first of their order because that one cannot. */
    public List<PlacedUnit> forced() {
        return having(Change.Forced.class);
    }

    public List<PlacedUnit> reordered() {
        return having(Change.Reordered.class);
    }

    private List<PlacedUnit> having(Class<? extends Change> kind) {
        return units.stream().filter(unit -> kind.isInstance(unit.change())).toList();
    }
}
