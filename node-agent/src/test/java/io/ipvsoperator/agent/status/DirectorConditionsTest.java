package io.ipvsoperator.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.backend.Selection;
import io.ipvsoperator.agent.backend.TableHealth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a director says of backends that it finds failing. */
class DirectorConditionsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final TableHealth PANIC = health(Optional.of(NOW), Optional.empty());
    private static final TableHealth FALLBACK = health(Optional.empty(), Optional.of(NOW));

    @Test
    void a_director_whose_backends_answer_says_so() {
        assertThat(backendsAnswer(Map.of()).getStatus()).isEqualTo("True");
    }

    @Test
    void a_fallback_that_serves_is_told_with_its_table() {
        Condition condition = backendsAnswer(Map.of("vs-2", FALLBACK));
        assertThat(condition.getReason()).isEqualTo("FallbackServes");
        assertThat(condition.getMessage()).endsWith("that fallbacks serve, by table: vs-2 (0 of 3 failing)");
    }

    @Test
    void a_panic_of_one_table_does_not_hide_the_fallback_of_another() {
        Condition condition = backendsAnswer(Map.of("vs-1", PANIC, "vs-2", FALLBACK));
        assertThat(condition.getStatus()).isEqualTo("False");
        assertThat(condition.getReason()).isEqualTo("PanicThresholdExceeded");
        assertThat(condition.getMessage()).contains("are used on, by table: vs-1", "fallbacks serve, by table: vs-2");
    }

    private static TableHealth health(Optional<Instant> panic, Optional<Instant> fallback) {
        return new TableHealth(3, 0, new Selection(Set.of(), Set.of()), List.of(), panic, fallback);
    }

    private static Condition backendsAnswer(Map<String, TableHealth> tables) {
        Observation seen = new Observation(
                true,
                List.of(),
                List.of(),
                KernelObservation.unknown(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                new HealthReport(tables),
                true,
                Optional.empty());
        return new DirectorConditions(List.of(), NOW)
                .of(seen).stream()
                        .filter(condition -> condition.getType().equals("BackendsAnswer"))
                        .findFirst()
                        .orElseThrow();
    }
}
