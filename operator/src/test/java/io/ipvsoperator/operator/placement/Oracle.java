package io.ipvsoperator.operator.placement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tries every order of every unit and judges each by the definitions alone. Slow, plain, and written without the code that it
 * checks. Bandwidth only, every capacity known, every director available.
 */
final class Oracle {
    /** Overload by number of losses, moves and re-ordered units: what is compared before any peak. */
    record Cost(List<BigDecimal> overloads, int moves, int reorders) implements Comparable<Cost> {
        @Override
        public int compareTo(Cost other) {
            for (int lost = 0; lost < overloads.size(); lost++) {
                int difference = overloads.get(lost).compareTo(other.overloads.get(lost));
                if (difference != 0) {
                    return difference;
                }
            }
            return Comparator.comparingInt(Cost::moves)
                    .thenComparingInt(Cost::reorders)
                    .compare(this, other);
        }
    }

    record Judged(Cost cost, BigDecimal worst, BigDecimal normal) {}

    private final PlacementProblem problem;
    private final Map<String, BigDecimal> capacities = new TreeMap<>();

    Oracle(PlacementProblem problem) {
        this.problem = problem;
        for (Director director : problem.directors()) {
            capacities.put(
                    director.name(),
                    BigDecimal.valueOf(director.capacity().bandwidth().orElseThrow()));
        }
    }

    /** The best: among those of least cost and a worst case within 1 % of the best one, the lowest normal peak. */
    Judged best() {
        List<List<String>> orders = permutations(List.copyOf(capacities.keySet()));
        Map<Cost, List<Judged>> all = new TreeMap<>();
        tryAll(orders, new ArrayList<>(), all);
        List<Judged> cheapest = all.values().iterator().next();
        BigDecimal worst = cheapest.stream()
                .map(Judged::worst)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        BigDecimal limit = worst.multiply(new BigDecimal("1.01"));
        return cheapest.stream()
                .filter(judged -> judged.worst().compareTo(limit) <= 0)
                .min(Comparator.comparing(Judged::normal))
                .orElseThrow();
    }

    private void tryAll(List<List<String>> orders, List<List<String>> chosen, Map<Cost, List<Judged>> all) {
        if (chosen.size() == problem.units().size()) {
            Judged judged = judge(chosen);
            all.computeIfAbsent(judged.cost(), cost -> new ArrayList<>()).add(judged);
            return;
        }
        for (List<String> order : orders) {
            chosen.add(order);
            tryAll(orders, chosen, all);
            chosen.removeLast();
        }
    }

    /** @param orders of the units as the problem lists them */
    Judged judge(List<List<String>> orders) {
        int losses = Math.min(problem.toleratedFailures(), capacities.size() - 1);
        List<BigDecimal> peaks = new ArrayList<>();
        for (int lost = 0; lost <= losses; lost++) {
            peaks.add(peak(orders, lost));
        }
        List<BigDecimal> overloads =
                peaks.stream().map(peak -> peak.max(BigDecimal.ONE)).toList();
        int moves = 0;
        int reorders = 0;
        for (int unit = 0; unit < orders.size(); unit++) {
            List<String> before = problem.units().get(unit).order();
            if (!before.isEmpty() && !before.getFirst().equals(orders.get(unit).getFirst())) {
                moves++;
            } else if (!before.isEmpty()
                    && !before.subList(0, losses + 1).equals(orders.get(unit).subList(0, losses + 1))) {
                reorders++;
            }
        }
        return new Judged(new Cost(overloads, moves, reorders), peaks.getLast(), peaks.getFirst());
    }

    private BigDecimal peak(List<List<String>> orders, int lost) {
        List<String> names = List.copyOf(capacities.keySet());
        BigDecimal peak = BigDecimal.ZERO;
        for (int set = 0; set < 1 << names.size(); set++) {
            if (Integer.bitCount(set) == lost) {
                peak = peak.max(peakAfterLosing(orders, names, set));
            }
        }
        return peak;
    }

    private BigDecimal peakAfterLosing(List<List<String>> orders, List<String> names, int set) {
        Map<String, BigInteger> loads = new HashMap<>();
        for (int unit = 0; unit < orders.size(); unit++) {
            String survivor = orders.get(unit).stream()
                    .filter(name -> ((set >> names.indexOf(name)) & 1) == 0)
                    .findFirst()
                    .orElseThrow();
            long demand = problem.units().get(unit).demand().bandwidth().orElseThrow();
            loads.merge(survivor, BigInteger.valueOf(demand), BigInteger::add);
        }
        return loads.entrySet().stream()
                .map(load -> new BigDecimal(load.getValue())
                        .divide(capacities.getOrDefault(load.getKey(), BigDecimal.ONE), MathContext.DECIMAL128))
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ZERO);
    }

    static List<List<String>> permutations(List<String> names) {
        if (names.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> permutations = new ArrayList<>();
        for (String first : names) {
            List<String> others =
                    names.stream().filter(name -> !name.equals(first)).toList();
            for (List<String> rest : permutations(others)) {
                List<String> permutation = new ArrayList<>(List.of(first));
                permutation.addAll(rest);
                permutations.add(permutation);
            }
        }
        return permutations;
    }
}
