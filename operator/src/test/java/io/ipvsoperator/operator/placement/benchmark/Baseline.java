package io.ipvsoperator.operator.placement.benchmark;

import io.ipvsoperator.operator.placement.Dimension;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Unit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** What others do: rules that look at one address, or at normal times alone. */
enum Baseline {
    /** Directors by a hash of their name and the address, as MetalLB elects its announcers. */
    HASH("hash") {
        @Override
        List<List<Integer>> orders(PlacementProblem problem) {
            List<List<Integer>> orders = new ArrayList<>();
            for (Unit unit : problem.units()) {
                List<Integer> order = numbers(problem);
                order.sort(Comparator.comparing(
                        director -> digest(problem.directors().get(director).name() + "#" + unit.name())));
                orders.add(order);
            }
            return orders;
        }
    },
    /** The first address of every service on the first director, the second on the second. */
    ROUND_ROBIN("round robin per service") {
        @Override
        List<List<Integer>> orders(PlacementProblem problem) {
            List<List<Integer>> orders = new ArrayList<>();
            String group = "";
            int next = 0;
            for (Unit unit : problem.units()) {
                next = unit.group().equals(group) ? next + 1 : 0;
                group = unit.group();
                List<Integer> order = numbers(problem);
                Collections.rotate(order, -(next % order.size()));
                orders.add(order);
            }
            return orders;
        }
    },
    /** In the order of arrival, by what directors serve in normal times. */
    LEAST_LOADED("least loaded first") {
        @Override
        List<List<Integer>> orders(PlacementProblem problem) {
            double[] shares = new double[problem.directors().size()];
            List<List<Integer>> orders = new ArrayList<>();
            for (Unit unit : problem.units()) {
                List<Integer> order = numbers(problem);
                order.sort(Comparator.comparingDouble(director -> shares[director]));
                Director first = problem.directors().get(order.getFirst());
                shares[order.getFirst()] +=
                        (double) unit.demand().of(Dimension.BANDWIDTH).orElse(0)
                                / first.capacity().of(Dimension.BANDWIDTH).orElseThrow();
                orders.add(order);
            }
            return orders;
        }
    };

    private final String title;

    Baseline(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Of each unit the places of the directors by rank. */
    abstract List<List<Integer>> orders(PlacementProblem problem);

    private static List<Integer> numbers(PlacementProblem problem) {
        List<Integer> numbers = new ArrayList<>();
        for (int director = 0; director < problem.directors().size(); director++) {
            numbers.add(director);
        }
        return numbers;
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
