package io.ipvsoperator.agent.status;

import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.backend.TableHealth;
import io.ipvsoperator.crds.director.DirectorStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
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
        int omitted = Math.max(0, health.tables().size() - MOST_TABLES);
        int failing = health.tables().values().stream()
                .mapToInt(table -> table.failing().size())
                .sum();
        List<DirectorStatus.FailingBackend> items = health.tables().entrySet().stream()
                .flatMap(BackendReport::failing)
                .limit(MOST_ITEMS)
                .toList();
        return new DirectorStatus.Health(
                tables(health), new DirectorStatus.FailingBackends(failing, items), omitted == 0 ? null : omitted);
    }

    /** Of more than there is room for, those of which there is something to tell. */
    private static List<DirectorStatus.TableHealth> tables(HealthReport health) {
        return health.tables().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, TableHealth> table) -> isWell(table.getValue())))
                .limit(MOST_TABLES)
                .sorted(Map.Entry.comparingByKey())
                .map(table -> table(table.getKey(), table.getValue()))
                .toList();
    }

    private static boolean isWell(TableHealth health) {
        return health.ready() == health.total()
                && health.panicSince().isEmpty()
                && health.fallbackSince().isEmpty();
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
        return named(health, table -> table.panicSince().isPresent());
    }

    /** Tables in which a fallback stands in, for people; empty if there are none. */
    static String fallbacks(HealthReport health) {
        return named(health, table -> table.fallbackSince().isPresent());
    }

    private static String named(HealthReport health, Predicate<TableHealth> which) {
        List<String> all = health.tables().entrySet().stream()
                .filter(table -> which.test(table.getValue()))
                .map(table -> table.getKey() + " (" + table.getValue().failing().size() + " of "
                        + table.getValue().total() + " failing)")
                .toList();
        String named = all.stream().limit(MOST_ITEMS).collect(Collectors.joining(", "));
        return all.size() > MOST_ITEMS ? named + " and " + (all.size() - MOST_ITEMS) + " more" : named;
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
