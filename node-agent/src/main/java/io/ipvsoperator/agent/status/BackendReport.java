package io.ipvsoperator.agent.status;

import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.backend.TableHealth;
import io.ipvsoperator.crds.director.DirectorStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of a Director's status that speaks of its backends. Pure. */
final class BackendReport {
    private static final int MOST_TABLES = 1000;
    private static final int MOST_ITEMS = 20;

    private BackendReport() {}

    static DirectorStatus.@Nullable Health of(HealthReport health) {
        if (health.tables().isEmpty()) {
            return null;
        }
        List<DirectorStatus.TableHealth> tables = health.tables().entrySet().stream()
                .limit(MOST_TABLES)
                .map(table -> table(table.getKey(), table.getValue()))
                .toList();
        int failing = health.tables().values().stream()
                .mapToInt(table -> table.failing().size())
                .sum();
        List<DirectorStatus.FailingBackend> items = health.tables().entrySet().stream()
                .flatMap(BackendReport::failing)
                .limit(MOST_ITEMS)
                .toList();
        return new DirectorStatus.Health(tables, new DirectorStatus.FailingBackends(failing, items));
    }

    private static DirectorStatus.TableHealth table(String name, TableHealth health) {
        return new DirectorStatus.TableHealth(
                name,
                health.ready(),
                health.total(),
                health.panicSince().map(BackendReport::seconds).orElse(null),
                health.fallbackSince().map(BackendReport::seconds).orElse(null));
    }

    private static Stream<DirectorStatus.FailingBackend> failing(Map.Entry<String, TableHealth> table) {
        return table.getValue().failing().stream()
                .map(backend -> new DirectorStatus.FailingBackend(
                        table.getKey(), backend.address().getHostAddress(), seconds(backend.since()), backend.error()));
    }

    /** Tables of which more backends fail than allowed, for people; empty if there are none. */
    static String panics(HealthReport health) {
        return failing(health, table -> table.panicSince().isPresent());
    }

    /** Tables in which a fallback stands in, for people; empty if there are none. */
    static String fallbacks(HealthReport health) {
        return failing(health, table -> table.fallbackSince().isPresent());
    }

    private static String failing(HealthReport health, Predicate<TableHealth> which) {
        return health.tables().entrySet().stream()
                .filter(table -> which.test(table.getValue()))
                .map(table -> table.getKey() + " (" + table.getValue().failing().size() + " of "
                        + table.getValue().total() + ")")
                .limit(MOST_ITEMS)
                .collect(Collectors.joining(", "));
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
