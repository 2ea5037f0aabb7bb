package io.ipvsoperator.operator.placement.search;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What a loss sets free, poured like water over what the survivors serve already. */
final class ActiveBound {
    private ActiveBound() {}

    /** @param orders of the items; newcomers count as if they could be divided at will, too */
    static Fraction afterAnyLoss(Instance instance, List<List<Integer>> orders, int column) {
        long[] active = new long[instance.directors()];
        long newcomers = 0;
        for (int item = 0; item < orders.size(); item++) {
            if (instance.newcomer(item)) {
                newcomers += instance.amount(item, column);
            } else {
                active[orders.get(item).getFirst()] += instance.amount(item, column);
            }
        }
        Fraction worst = Fraction.ZERO;
        for (int lost = 0; lost < active.length; lost++) {
            worst = Fraction.max(worst, level(instance, column, lost, active, newcomers + active[lost]));
        }
        return worst;
    }

    /** The lowest directors fill up first; each that the level reaches joins them. */
    private static Fraction level(Instance instance, int column, int lost, long[] active, long pouring) {
        List<Integer> lowestFirst = IntStream.range(0, active.length)
                .filter(director -> director != lost)
                .boxed()
                .sorted(Comparator.comparing(director -> share(instance, column, director, active)))
                .toList();
        BigInteger load = BigInteger.valueOf(pouring);
        BigInteger capacity = BigInteger.ZERO;
        Fraction level = Fraction.ZERO;
        for (int director : lowestFirst) {
            Fraction next = share(instance, column, director, active);
            if (capacity.signum() > 0 && level.compareTo(next) <= 0) {
                break;
            }
            load = load.add(BigInteger.valueOf(active[director]));
            capacity = capacity.add(BigInteger.valueOf(instance.capacity(column, director)));
            level = new Fraction(load.longValueExact(), capacity.longValueExact());
        }
        Fraction highest = share(instance, column, lowestFirst.getLast(), active);
        return Fraction.max(level, highest);
    }

    private static Fraction share(Instance instance, int column, int director, long[] active) {
        return new Fraction(active[director], instance.capacity(column, director));
    }
}
