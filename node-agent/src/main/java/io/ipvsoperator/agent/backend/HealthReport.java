package io.ipvsoperator.agent.backend;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All checked destinations of this director at one moment.
 *
 * @param tables by name; those alone that have a health check
 */
public record HealthReport(Map<String, TableHealth> tables) {
    public HealthReport {
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    }

    /** Before anything is checked. */
    public static HealthReport none() {
        return new HealthReport(Map.of());
    }

    public Map<String, Selection> selections() {
        return tables.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, table -> table.getValue().selection()));
    }

    public Optional<TableHealth> of(String table) {
        return Optional.ofNullable(tables.get(table));
    }
}
