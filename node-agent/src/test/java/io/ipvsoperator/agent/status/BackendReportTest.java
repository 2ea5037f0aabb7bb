package io.ipvsoperator.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.backend.Selection;
import io.ipvsoperator.agent.backend.TableHealth;
import io.ipvsoperator.crds.director.DirectorStatus;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackendReportTest {
    private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void without_a_table_that_is_checked_nothing_is_said() {
        assertThat(BackendReport.of(HealthReport.none())).isNull();
    }

    @Test
    void a_table_has_its_counts_and_its_failing_backends() {
        DirectorStatus.Health health = of(3, failing(1), Optional.empty());
        assertThat(health.tables()).containsExactly(new DirectorStatus.TableHealth("vs-1", 2, 3, null));
        assertThat(health.failing().items())
                .containsExactly(
                        new DirectorStatus.FailingBackend("vs-1", "192.0.2.1", "2026-01-02T03:04:05Z", "refused"));
    }

    @Test
    void of_many_failing_backends_twenty_are_listed_and_all_are_counted() {
        DirectorStatus.Health health = of(40, failing(30), Optional.empty());
        assertThat(health.failing().total()).isEqualTo(30);
        assertThat(health.failing().items()).hasSize(20);
    }

    @Test
    void a_panic_has_its_time() {
        assertThat(of(3, failing(2), Optional.of(SINCE)).tables())
                .extracting(DirectorStatus.TableHealth::panicSince)
                .containsExactly("2026-01-02T03:04:05Z");
    }

    @Test
    void panics_are_named_by_table_with_their_counts() {
        assertThat(BackendReport.panics(report(3, failing(2), Optional.of(SINCE))))
                .isEqualTo("vs-1 (2 of 3 failing)");
    }

    @Test
    void a_fallback_that_stands_in_has_its_time_and_its_table_is_named() {
        HealthReport health = new HealthReport(Map.of(
                "vs-1",
                new TableHealth(
                        3, 0, new Selection(Set.of(), Set.of()), failing(2), Optional.empty(), Optional.of(SINCE))));
        assertThat(Objects.requireNonNull(BackendReport.of(health)).tables())
                .extracting(DirectorStatus.TableHealth::fallbackSince)
                .containsExactly("2026-01-02T03:04:05Z");
        assertThat(BackendReport.fallbacks(health)).isEqualTo("vs-1 (2 of 3 failing)");
        assertThat(BackendReport.panics(health)).isEmpty();
    }

    @Test
    void of_more_tables_than_there_is_room_for_those_that_are_well_are_left_out_and_counted() {
        Map<String, TableHealth> many = IntStream.rangeClosed(1, 1002)
                .boxed()
                .collect(Collectors.toMap(
                        number -> "vs-%04d".formatted(number),
                        number -> table(3, failing(number > 1000 ? 1 : 0), Optional.empty())));
        DirectorStatus.Health health = Objects.requireNonNull(BackendReport.of(new HealthReport(many)));
        assertThat(health.omittedTables()).isEqualTo(2);
        assertThat(health.tables())
                .hasSize(1000)
                .extracting(DirectorStatus.TableHealth::table)
                .contains("vs-1001", "vs-1002");
        assertThat(of(3, failing(1), Optional.empty()).omittedTables()).isNull();
    }

    @Test
    void of_many_panics_twenty_are_named_and_the_others_counted() {
        Map<String, TableHealth> many = IntStream.rangeClosed(1, 23)
                .boxed()
                .collect(Collectors.toMap(
                        number -> "vs-%02d".formatted(number), number -> table(3, failing(2), Optional.of(SINCE))));
        assertThat(BackendReport.panics(new HealthReport(many)))
                .startsWith("vs-01 (2 of 3 failing), vs-02")
                .endsWith("vs-20 (2 of 3 failing) and 3 more");
    }

    private static DirectorStatus.Health of(int total, List<TableHealth.Failing> failing, Optional<Instant> panic) {
        return Objects.requireNonNull(BackendReport.of(report(total, failing, panic)));
    }

    private static HealthReport report(int total, List<TableHealth.Failing> failing, Optional<Instant> panic) {
        return new HealthReport(Map.of("vs-1", table(total, failing, panic)));
    }

    private static TableHealth table(int total, List<TableHealth.Failing> failing, Optional<Instant> panic) {
        return new TableHealth(total, total - failing.size(), new Selection(Set.of(), Set.of()), failing, panic);
    }

    private static List<TableHealth.Failing> failing(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(last -> new TableHealth.Failing(InetAddress.ofLiteral("192.0.2." + last), SINCE, "refused"))
                .toList();
    }
}
