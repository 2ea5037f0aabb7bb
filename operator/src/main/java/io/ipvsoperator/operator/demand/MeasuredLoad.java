package io.ipvsoperator.operator.demand;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Dimension;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.Peak;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What measured demand would put on directors after a loss, with the orders as they are published. A fresh answer to that question
 * by the planner would be another one: it may order anew.
 *
 * @param units what moves together, with its order and its measured peak
 * @param directors of the pool. Who is not available is lost already: it counts against the losses that are asked for
 */
public record MeasuredLoad(List<Unit> units, List<Director> directors) {
    /** @param order names of directors, the active one first */
    public record Unit(List<String> order, Amounts measured) {}

    public MeasuredLoad {
        units = List.copyOf(units);
        directors =
                directors.stream().sorted(Comparator.comparing(Director::name)).toList();
    }

    private List<Director> available() {
        return directors.stream().filter(Director::available).toList();
    }

    /**
     * The highest share of a capacity after any loss of so many, or as many as leave one. A smaller loss leaves every survivor with
     * no more.
     */
    public Optional<Peak> worst(int losses) {
        List<Peak> peaks = new ArrayList<>();
        int left = available().size();
        collect(new ArrayList<>(), 0, Math.min(losses - (directors.size() - left), left - 1), peaks);
        return peaks.stream()
                .filter(peak -> peak.utilization().isPresent())
                .max(Comparator.comparing(peak -> peak.utilization().orElseThrow()));
    }

    private void collect(List<String> lost, int from, int more, List<Peak> peaks) {
        if (more <= 0) {
            peaks.addAll(peaks(List.copyOf(lost)));
            return;
        }
        List<Director> available = available();
        for (int i = from; i <= available.size() - more; i++) {
            lost.addLast(available.get(i).name());
            collect(lost, i + 1, more - 1, peaks);
            lost.removeLast();
        }
    }

    private List<Peak> peaks(List<String> lost) {
        Set<String> survivors = new HashSet<>();
        available().forEach(director -> survivors.add(director.name()));
        lost.forEach(survivors::remove);
        List<Peak> peaks = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            Map<String, Long> loads = new HashMap<>();
            for (Unit unit : units) {
                long measured = unit.measured().of(dimension).orElse(0);
                unit.order().stream()
                        .filter(survivors::contains)
                        .findFirst()
                        .ifPresent(active -> loads.merge(active, measured, Long::sum));
            }
            for (Director director : available()) {
                OptionalLong capacity = director.capacity().of(dimension);
                Long load = loads.get(director.name());
                if (load != null && capacity.isPresent()) {
                    peaks.add(new Peak(
                            lost,
                            director.name(),
                            dimension,
                            load,
                            capacity,
                            director.whole().of(dimension)));
                }
            }
        }
        return peaks;
    }
}
