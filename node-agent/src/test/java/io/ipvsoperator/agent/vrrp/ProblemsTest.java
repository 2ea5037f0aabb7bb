package io.ipvsoperator.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private static final MonotonicInstant NOW = new MonotonicInstant(0);
    private static final int FORGED = 1000;

    private final Problems problems = new Problems();

    private static Problem problem(Problem.Kind kind, String peer) {
        return new Problem(kind, Optional.of(IpAddress.parse(peer)), "what to do");
    }

    private void forge() {
        for (int i = 0; i < FORGED; i++) {
            problems.note(problem(Problem.Kind.ADDRESS_OWNER, "10.0.%d.%d".formatted(i / 250, 1 + i % 250)), NOW);
        }
    }

    @Test
    void forged_sources_fill_no_memory() {
        forge();
        assertThat(problems.at(NOW)).hasSizeLessThan(20);
    }

    @Test
    void forged_sources_keep_no_other_kind_of_problem_from_being_told() {
        forge();
        Problem foreign = problem(Problem.Kind.FOREIGN_ROUTER, "192.0.2.1");
        problems.note(foreign, NOW);
        assertThat(problems.at(NOW)).contains(foreign);
    }

    @Test
    void a_problem_is_forgotten_a_minute_after_it_was_last_seen() {
        Problem foreign = problem(Problem.Kind.FOREIGN_ROUTER, "192.0.2.1");
        problems.note(foreign, NOW);
        assertThat(problems.at(NOW.plus(Duration.ofSeconds(59)))).isEqualTo(List.of(foreign));
        assertThat(problems.at(NOW.plus(Duration.ofSeconds(60)))).isEmpty();
    }
}
