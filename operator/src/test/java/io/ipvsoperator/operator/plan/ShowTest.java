package io.ipvsoperator.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Placer;
import io.ipvsoperator.operator.plan.cluster.ObjectFiles;
import io.ipvsoperator.operator.plan.cluster.Snapshot;
import io.ipvsoperator.operator.plan.problem.ProblemReader;
import io.ipvsoperator.operator.plan.problem.ProblemWriter;
import io.ipvsoperator.operator.vippool.PoolForesight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShowTest {
    private static final Path CLUSTER = Path.of("src/test/resources/plan/inputs/cluster.yaml");
    private static final Instant NOW = Instant.parse("2026-01-04T00:00:00Z");

    @Test
    void in_a_steady_cluster_the_operator_would_publish_what_the_files_hold() throws IOException {
        Snapshot snapshot = snapshot();
        assertThat(foresight(snapshot).routers())
                .containsExactlyInAnyOrderElementsOf(snapshot.routers().stream()
                        .map(router -> router.getSpec())
                        .toList());
    }

    @Test
    void a_pool_written_as_a_problem_has_the_answer_of_the_operator() throws IOException {
        PoolForesight.Planned planned = foresight(snapshot()).planned().orElseThrow();
        PlacementProblem read = ProblemReader.read(
                "problem.json", ProblemWriter.write(planned.problem()).toString());
        assertThat(Placer.place(read)).isEqualTo(planned.placement());
    }

    private static PoolForesight foresight(Snapshot snapshot) {
        return PoolForesight.of(snapshot.inputsOf(snapshot.pools().getFirst()), NOW);
    }

    private static Snapshot snapshot() throws IOException {
        return ObjectFiles.read(Map.of("cluster.yaml", Files.readString(CLUSTER)));
    }
}
