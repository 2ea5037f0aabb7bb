package io.ipvsoperator.agent.backend;

import static io.ipvsoperator.agent.backend.Backends.server;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StaggerTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** By chance alone the fullest tenth would have 36 or so of 200. */
    @Test
    void addresses_in_a_row_are_spread_evenly() {
        Map<Long, Long> tenths = IntStream.range(1, 201)
                .mapToObj(last -> new Stagger(7).of(new BackendName("web", server(last)), INTERVAL))
                .map(phase -> phase.toMillis() / 500)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(tenths).hasSize(10);
        assertThat(tenths.values()).allMatch(count -> count <= 30);
    }

    @Test
    void directors_differ() {
        BackendName backend = new BackendName("web", server(30));
        assertThat(new Stagger(1).of(backend, INTERVAL)).isNotEqualTo(new Stagger(2).of(backend, INTERVAL));
    }
}
