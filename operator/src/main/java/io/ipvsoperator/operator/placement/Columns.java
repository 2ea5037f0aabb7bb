package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.search.Instance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/** What is summed up per director, and what stands in for amounts that nobody knows. */
final class Columns {
    private final List<Director> directors;
    private final List<Unit> units;
    private final List<List<Integer>> items;

    private Columns(List<Director> directors, List<Unit> units, List<List<Integer>> items) {
        this.directors = directors;
        this.units = units;
        this.items = items;
    }

    /** For the search: every column has a capacity on every director. */
    static List<Instance.Column> of(List<Director> directors, List<Unit> units, List<List<Integer>> items) {
        Columns columns = new Columns(directors, units, items);
        List<Instance.Column> made = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            made.addAll(columns.of(dimension));
        }
        if (made.isEmpty()) {
            made.add(columns.byCount());
        }
        return made;
    }

    /** For the report: one column for each of the dimensions, what is declared, checked where the capacity is known. */
    static List<Instance.Column> declared(
            List<Dimension> dimensions, List<Director> directors, List<Unit> units, List<List<Integer>> items) {
        Columns columns = new Columns(directors, units, items);
        List<Instance.Column> made = new ArrayList<>();
        for (Dimension dimension : dimensions) {
            List<Long> capacities = directors.stream()
                    .map(director -> director.capacity().of(dimension).orElse(1))
                    .toList();
            made.add(new Instance.Column(
                    columns.summedUp(columns.amounts(dimension, 0)), capacities, columns.known(dimension), true));
        }
        return made;
    }

    private List<Long> amounts(Dimension dimension, long otherwise) {
        List<Long> amounts = new ArrayList<>(units.size());
        for (Unit unit : units) {
            amounts.add(unit.demand().of(dimension).orElse(otherwise));
        }
        return amounts;
    }

    private List<Boolean> known(Dimension dimension) {
        return directors.stream()
                .map(director -> director.capacity().of(dimension).isPresent())
                .toList();
    }

    private List<Long> summedUp(List<Long> amounts) {
        if (items.size() == units.size()) {
            return amounts;
        }
        return items.stream()
                .map(item -> item.stream().map(amounts::get).reduce(0L, Math::addExact))
                .toList();
    }

    /** One column, or two where some demand is unknown: what is known is checked, with a stand-in for the rest it is balanced. */
    private List<Instance.Column> of(Dimension dimension) {
        long declared = 0;
        int count = 0;
        for (Unit unit : units) {
            OptionalLong amount = unit.demand().of(dimension);
            declared = Math.addExact(declared, amount.orElse(0));
            count += amount.isPresent() ? 1 : 0;
        }
        if (declared == 0) {
            return List.of();
        }
        List<Long> amounts = amounts(dimension, 0);
        List<Long> capacities = nominal(dimension, declared);
        if (count == units.size()) {
            return List.of(new Instance.Column(summedUp(amounts), capacities, known(dimension), true));
        }
        List<Long> guessed = amounts(dimension, Math.ceilDiv(declared, count));
        return List.of(
                new Instance.Column(summedUp(amounts), capacities, known(dimension), false),
                new Instance.Column(summedUp(guessed), capacities, unchecked(), true));
    }

    private List<Boolean> unchecked() {
        return Collections.nCopies(directors.size(), false);
    }

    /** No demand at all: units count alike, and bandwidth says what a director is worth. */
    private Instance.Column byCount() {
        List<Long> ones = Collections.nCopies(units.size(), 1L);
        List<Long> capacities = nominal(Dimension.BANDWIDTH, Math.max(1, units.size()));
        return new Instance.Column(summedUp(ones), capacities, unchecked(), true);
    }

    /** An unknown capacity counts as the smallest known one; when none is known all count alike. */
    private List<Long> nominal(Dimension dimension, long otherwise) {
        long standIn = directors.stream()
                .flatMapToLong(director -> director.capacity().of(dimension).stream())
                .min()
                .orElse(otherwise);
        return directors.stream()
                .map(director -> director.capacity().of(dimension).orElse(standIn))
                .toList();
    }
}
