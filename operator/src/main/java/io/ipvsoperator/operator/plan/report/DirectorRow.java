package io.ipvsoperator.operator.plan.report;

import io.ipvsoperator.operator.placement.Dimension;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.search.Fraction;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A director by what it runs out of first.
 *
 * @param dimension in which the worst share of its capacity is highest; empty when there is no load
 * @param load empty when the director is not available
 */
record DirectorRow(Director director, Optional<Dimension> dimension, Optional<Placement.DirectorLoad> load) {

    static List<DirectorRow> of(PlacementProblem problem, Placement placement) {
        Map<String, Placement.DirectorLoad> loads = placement.directors().stream()
                .collect(Collectors.toMap(Placement.DirectorLoad::name, Function.identity()));
        return problem.directors().stream()
                .map(director -> of(director, Optional.ofNullable(loads.get(director.name()))))
                .toList();
    }

    private static DirectorRow of(Director director, Optional<Placement.DirectorLoad> load) {
        Optional<Dimension> first = load.stream()
                .flatMap(amounts -> amounts.worst().keySet().stream())
                .max(Comparator.comparing((Dimension dimension) ->
                                share(director, dimension, load.orElseThrow().worst()))
                        .thenComparing(Comparator.reverseOrder()));
        return new DirectorRow(director, first, load);
    }

    /** Of the capacity; 0 when that is unknown. */
    private static Fraction share(Director director, Dimension dimension, Map<Dimension, Long> loads) {
        long load = loads.getOrDefault(dimension, 0L);
        return director.capacity().of(dimension).isEmpty()
                ? Fraction.ZERO
                : new Fraction(load, director.capacity().of(dimension).getAsLong());
    }

    Fraction normal() {
        return share(Placement.DirectorLoad::normal);
    }

    Fraction worst() {
        return share(Placement.DirectorLoad::worst);
    }

    private Fraction share(Function<Placement.DirectorLoad, Map<Dimension, Long>> amounts) {
        return load.isEmpty() || dimension.isEmpty()
                ? Fraction.ZERO
                : share(director, dimension.get(), amounts.apply(load.get()));
    }

    boolean capacityKnown() {
        return dimension
                .filter(known -> director.capacity().of(known).isPresent())
                .isPresent();
    }

    /** "1 Gbit/s"; "900 Mbit/s of 1 Gbit/s" where a share is kept free. */
    String capacityText() {
        Dimension shown = dimension.orElse(Dimension.BANDWIDTH);
        OptionalLong left = director.capacity().of(shown);
        OptionalLong whole = director.whole().of(shown);
        if (left.isEmpty()) {
            return "unknown";
        }
        return shown.describe(left.getAsLong())
                + (whole.equals(left) ? "" : " of " + shown.describe(whole.orElseThrow()));
    }

    String normalText() {
        return text(Placement.DirectorLoad::normal, normal());
    }

    String worstText() {
        return text(Placement.DirectorLoad::worst, worst());
    }

    private String text(Function<Placement.DirectorLoad, Map<Dimension, Long>> amounts, Fraction share) {
        if (load.isEmpty()) {
            return "-";
        }
        String amount = dimension
                .map(shown -> shown.describe(amounts.apply(load.get()).getOrDefault(shown, 0L)))
                .orElse("0 bit/s");
        return capacityKnown() ? amount + " = " + share.percent() + " %" : amount;
    }
}
