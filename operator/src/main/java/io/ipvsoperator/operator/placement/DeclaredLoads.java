package io.ipvsoperator.operator.placement;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the declared demand puts on each director after one loss. */
final class DeclaredLoads {
    private final List<String> lost;
    private final Map<String, Director> survivors = new TreeMap<>();
    private final Map<String, Map<Dimension, Long>> loads = new TreeMap<>();

    /**
     * @param available the directors before the loss
     * @param orders of each unit, in the order of the units
     */
    DeclaredLoads(List<Director> available, List<String> lost, List<Unit> units, List<List<String>> orders) {
        this.lost = lost;
        for (Director director : available) {
            if (!lost.contains(director.name())) {
                survivors.put(director.name(), director);
            }
        }
        for (int unit = 0; unit < units.size(); unit++) {
            carry(units.get(unit), orders.get(unit));
        }
    }

    private void carry(Unit unit, List<String> order) {
        String survivor =
                order.stream().filter(survivors::containsKey).findFirst().orElseThrow();
        Map<Dimension, Long> carried = loads.computeIfAbsent(survivor, director -> new EnumMap<>(Dimension.class));
        for (Dimension dimension : Dimension.values()) {
            unit.demand().of(dimension).ifPresent(amount -> carried.merge(dimension, amount, Math::addExact));
        }
    }

    Map<Dimension, Long> of(String director) {
        return loads.getOrDefault(director, Map.of());
    }

    /** The highest share of a known capacity; if none is known the highest load. */
    Optional<Peak> peak() {
        return survivors.values().stream()
                .flatMap(director -> of(director.name()).entrySet().stream()
                        .map(load -> new Peak(
                                lost,
                                director.name(),
                                load.getKey(),
                                load.getValue(),
                                director.capacity().of(load.getKey()))))
                .reduce((one, other) -> HIGHER.compare(one, other) >= 0 ? one : other);
    }

    /** A known share is above an unknown one. */
    static final Comparator<Peak> HIGHER = Comparator.<Peak, Boolean>comparing(
                    peak -> peak.utilization().isPresent())
            .thenComparing((one, other) -> one.utilization().isPresent()
                    ? one.utilization().get().compareTo(other.utilization().orElseThrow())
                    : Long.compare(one.load(), other.load()));
}
