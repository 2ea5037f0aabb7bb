package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.search.Instance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Numbers for names: a problem as the searches see it.
 *
 * @param available directors by name; a number in the instance is a place in this list
 * @param units by name, likewise
 */
record Numbering(List<Director> available, List<Unit> units, Instance instance) {

    static Numbering of(List<Director> directors, List<Unit> units, int toleratedFailures) {
        List<Director> available =
                directors.stream().filter(Director::available).toList();
        List<Unit> sorted =
                units.stream().sorted(Comparator.comparing(Unit::name)).toList();
        Orders orders = new Orders(directors);
        List<List<Integer>> current = sorted.stream()
                .map(unit -> orders.standing(unit).stream()
                        .filter(orders::isAvailable)
                        .map(orders::number)
                        .toList())
                .toList();
        boolean frozen =
                directors.stream().anyMatch(director -> director.availability() == Director.Availability.SILENT);
        int losses = lossesLeft(directors.size() - available.size(), available.size(), toleratedFailures);
        return new Numbering(
                available, sorted, new Instance(available.size(), columns(available, sorted), current, frozen, losses));
    }

    /** Directors not available count as lost already, and somebody has to survive. */
    static int lossesLeft(int unavailable, int available, int toleratedFailures) {
        return Math.clamp((long) toleratedFailures - unavailable, 0, available - 1);
    }

    private static List<Instance.Column> columns(List<Director> directors, List<Unit> units) {
        List<Instance.Column> columns = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            List<OptionalLong> demands =
                    units.stream().map(unit -> unit.demand().of(dimension)).toList();
            long declared =
                    demands.stream().mapToLong(demand -> demand.orElse(0)).reduce(0, Math::addExact);
            if (declared > 0) {
                columns.addAll(columns(directors, dimension, demands, declared));
            }
        }
        if (columns.isEmpty()) {
            columns.add(byCount(directors, units.size()));
        }
        return columns;
    }

    /** One column, or two where some demand is unknown: what is known is checked, with a stand-in for the rest it is balanced. */
    private static List<Instance.Column> columns(
            List<Director> directors, Dimension dimension, List<OptionalLong> demands, long declared) {
        List<Boolean> known = directors.stream()
                .map(director -> director.capacity().of(dimension).isPresent())
                .toList();
        List<Long> capacities = nominal(directors, dimension, declared);
        List<Long> amounts = demands.stream().map(demand -> demand.orElse(0)).toList();
        long count = demands.stream().filter(OptionalLong::isPresent).count();
        if (count == demands.size()) {
            return List.of(new Instance.Column(amounts, capacities, known, true));
        }
        long mean = Math.ceilDiv(declared, count);
        List<Long> guessed = demands.stream().map(demand -> demand.orElse(mean)).toList();
        List<Boolean> unchecked = directors.stream().map(director -> false).toList();
        return List.of(
                new Instance.Column(amounts, capacities, known, false),
                new Instance.Column(guessed, capacities, unchecked, true));
    }

    /** No demand at all: units count alike, and bandwidth says what a director is worth. */
    private static Instance.Column byCount(List<Director> directors, int units) {
        List<Long> ones = Collections.nCopies(units, 1L);
        List<Boolean> unchecked = directors.stream().map(director -> false).toList();
        return new Instance.Column(ones, nominal(directors, Dimension.BANDWIDTH, Math.max(1, units)), unchecked, true);
    }

    /** An unknown capacity counts as the smallest known one; when none is known all count alike. */
    private static List<Long> nominal(List<Director> directors, Dimension dimension, long otherwise) {
        long standIn = directors.stream()
                .flatMapToLong(director -> director.capacity().of(dimension).stream())
                .min()
                .orElse(otherwise);
        return directors.stream()
                .map(director -> director.capacity().of(dimension).orElse(standIn))
                .toList();
    }
}
