package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.search.Bounds;
import io.ipvsoperator.operator.placement.search.Fraction;
import io.ipvsoperator.operator.placement.search.Instance;
import io.ipvsoperator.operator.placement.search.Solution;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The best bound for a solution, and what proves it. */
final class Bounding {
    private Bounding() {}

    static Bound of(Numbering numbering, Solution solution) {
        if (!numbering.instance().plain()) {
            return ofWhatIsKnown(numbering);
        }
        Bounds.Proof best = solution.bound();
        if (standsAsItStood(numbering.instance(), solution)) {
            Bounds.Proof standing = Bounds.standing(numbering.instance(), solution.prefixes());
            best = standing.share().compareTo(best.share()) > 0 ? standing : best;
        }
        int losses = numbering.instance().losses();
        return new Bound(best.share(), source(best.argument()), describe(best.argument(), losses));
    }

    /**
     * The search counts with stand-ins for what is unknown, and what it proves holds for those. A director of unknown capacity may
     * be able to carry everything: of such a dimension nothing can be said.
     */
    private static Bound ofWhatIsKnown(Numbering numbering) {
        List<Dimension> known = Arrays.stream(Dimension.values())
                .filter(dimension -> numbering.available().stream()
                        .allMatch(director -> director.capacity().of(dimension).isPresent()))
                .toList();
        List<List<Integer>> alone = Numbering.alone(numbering.units().size());
        Bounds.Proof proof = Bounds.worst(numbering
                .instance()
                .having(Columns.declared(known, numbering.available(), numbering.units(), alone), alone.size()));
        return proof.share().compareTo(Fraction.ZERO) > 0
                ? new Bound(
                        proof.share(),
                        source(proof.argument()),
                        describe(proof.argument(), numbering.instance().losses()))
                : new Bound(
                        Fraction.ZERO,
                        Bound.Source.NONE,
                        "too little is known of demands or capacities to rule anything out");
    }

    /** Something stands, and nothing of it moved. */
    private static boolean standsAsItStood(Instance instance, Solution solution) {
        return instance.losses() == 1
                && IntStream.range(0, solution.prefixes().size()).anyMatch(item -> !instance.newcomer(item))
                && IntStream.range(0, solution.prefixes().size())
                        .allMatch(item -> instance.newcomer(item)
                                || instance.item(item)
                                        .standing()
                                        .getFirst()
                                        .equals(solution.prefixes().get(item).getFirst()));
    }

    private static Bound.Source source(Bounds.Argument argument) {
        return switch (argument) {
            case DIVISIBLE -> Bound.Source.DIVISIBLE;
            case LARGEST_UNIT -> Bound.Source.LARGEST_UNIT;
            case PIGEONHOLE -> Bound.Source.PIGEONHOLE;
            case IDENTIFIERS -> Bound.Source.IDENTIFIERS;
            case MEETING -> Bound.Source.MEETING;
            case ACTIVE_DIRECTORS -> Bound.Source.ACTIVE_DIRECTORS;
            case PACKING -> Bound.Source.PACKING;
            case EXHAUSTION -> Bound.Source.EXHAUSTION;
        };
    }

    private static String describe(Bounds.Argument argument, int losses) {
        String left = losses == 0
                ? "all directors"
                : "the directors that are left when the "
                        + (losses == 1 ? "largest is lost" : losses + " largest are lost");
        return switch (argument) {
            case DIVISIBLE -> "the whole demand on " + left + ", as if it could be divided at will";
            case LARGEST_UNIT ->
                "the largest unit needs " + (losses == 0 ? "a director" : losses + 1 + " directors")
                        + " that can carry it";
            case PIGEONHOLE ->
                "there are more large units than " + (losses == 0 ? "directors" : left)
                        + ", so two of them share a director";
            case IDENTIFIERS -> "with so few virtual routers some of " + left + " serve nobody";
            case MEETING -> "two of the large units have a director in common, and losses bring both to it";
            case ACTIVE_DIRECTORS -> "what a loss sets free comes on top of what the others serve";
            case PACKING -> "all ways to pack the units on " + left + " were tried or ruled out";
            case EXHAUSTION -> "all placements were tried or ruled out";
        };
    }
}
