package io.ipvsoperator.operator.placement.benchmark;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.IdentifierBudget;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

/** A kind of problem. In three dimensions capacities differ up to 1:2, each dimension by itself. Capacities are such that the demand, divided at will, fills 80 % after the worst loss of one director more than is tolerated, 63 % where none dominates. */
public enum Family {
    UNIFORM("uniform", false, false, false),
    HEAVY_TAIL("heavy tail", true, false, false),
    CAPACITIES("capacities 1:10", false, true, false),
    THREE_EQUAL("3 dimensions, equal directors", false, false, true),
    THREE_MIXED("3 dimensions, none dominates", true, true, true);

    private static final int ADDRESSES_OF_A_SERVICE = 4;
    private static final long MEGABIT = 1_000_000;

    private final String title;
    private final boolean heavyTail;
    private final boolean capacitiesDiffer;
    private final boolean threeDimensions;

    Family(String title, boolean heavyTail, boolean capacitiesDiffer, boolean threeDimensions) {
        this.title = title;
        this.heavyTail = heavyTail;
        this.capacitiesDiffer = capacitiesDiffer;
        this.threeDimensions = threeDimensions;
    }

    public String title() {
        return title;
    }

    /** Always the same for the same arguments. */
    public PlacementProblem problem(int units, int directors, int losses, int identifiers) {
        Random random = new Random(31L * units + directors);
        List<Unit> made = IntStream.range(0, units)
                .mapToObj(unit -> new Unit(
                        String.format("u%05d", unit),
                        "service " + unit / ADDRESSES_OF_A_SERVICE,
                        demand(random, units),
                        List.of()))
                .toList();
        return new PlacementProblem(
                        directors(random, directors, losses, made), made, losses, PlacementProblem.Policy.WARN)
                .with(IdentifierBudget.of(identifiers));
    }

    /** A Pareto tail is cut where one address would be a sixth of a director. */
    private Amounts demand(Random random, int units) {
        double factor = heavyTail
                ? Math.min(Math.pow(1 - random.nextDouble(), -1 / 1.1), Math.max(10, units / 15.0))
                : 1 + 99 * random.nextDouble();
        long bandwidth = (long) (MEGABIT * factor);
        return threeDimensions
                ? new Amounts(
                        OptionalLong.of(bandwidth),
                        OptionalLong.of((long) (bandwidth * (0.2 + random.nextDouble()))),
                        OptionalLong.of((long) (1 + bandwidth * random.nextDouble() * random.nextDouble())))
                : Amounts.ofBandwidth(bandwidth);
    }

    private List<Director> directors(Random random, int count, int losses, List<Unit> units) {
        List<long[]> weights = new ArrayList<>();
        for (int director = 0; director < count; director++) {
            weights.add(random.longs(3, threeDimensions ? 5 : 1, 11).toArray());
        }
        Amounts total = units.stream().map(Unit::demand).reduce(Amounts::plus).orElseThrow();
        return IntStream.range(0, count)
                .mapToObj(director -> new Director(
                        String.format("d%02d", director),
                        new Amounts(
                                capacity(total.bandwidth(), weights, 0, director, losses),
                                capacity(total.packets(), weights, 1, director, losses),
                                capacity(total.connections(), weights, 2, director, losses)),
                        Director.Availability.AVAILABLE))
                .toList();
    }

    private OptionalLong capacity(OptionalLong total, List<long[]> weights, int dimension, int director, int losses) {
        if (total.isEmpty()) {
            return total;
        }
        int column = capacitiesDiffer && threeDimensions ? dimension : 0;
        List<Long> all = weights.stream()
                .map(weight -> capacitiesDiffer ? weight[column] : 1)
                .toList();
        long smallest = all.stream()
                .sorted()
                .limit(Math.max(1, all.size() - losses - 1))
                .mapToLong(Long::longValue)
                .sum();
        long percent = capacitiesDiffer && threeDimensions ? 160 : 125;
        return OptionalLong.of(total.getAsLong() / 100 * percent * all.get(director) / smallest + 1);
    }
}
