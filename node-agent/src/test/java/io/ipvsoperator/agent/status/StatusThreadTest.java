package io.ipvsoperator.agent.status;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.realserver.RealServerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusThreadTest {
    private final TestWriter writer = new TestWriter();
    private final StatusThread status =
            new StatusThread(new DirectorReport("instance-1", "0.1.0", name -> Optional.empty()), writer);
    private final Thread thread = new Thread(status, "status");

    @BeforeEach
    void start() {
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        status.close();
        thread.join();
    }

    @Test
    void a_state_that_flips_is_reported() {
        status.observe(observation(true, "Backup", Optional.empty()));
        eventually("it is reported", () -> writer.lastState().equals("Backup"));
        status.observe(observation(true, "Active", Optional.empty()));
        eventually("the flip is reported", () -> writer.lastState().equals("Active"));
    }

    @Test
    void a_report_that_failed_is_sent_when_the_api_server_is_back() {
        writer.setAway(true);
        status.observe(observation(true, "Active", Optional.empty()));
        eventually("it was tried", () -> writer.failed);
        writer.setAway(false);
        eventually("it is reported", () -> writer.lastState().equals("Active"));
    }

    @Test
    void a_node_without_a_director_object_reports_only_as_a_real_server() {
        RealServerObservation realServer =
                new RealServerObservation(3, List.of("192.0.2.200"), List.of(), List.of("192.0.2.30"));
        status.observe(observation(false, "Active", Optional.of(realServer)));
        eventually("the real server is reported", () -> !writer.realServers.isEmpty());
        assertThat(writer.realServers)
                .containsExactly(new RealServerStatus(3L, List.of("192.0.2.200"), List.of(), List.of("192.0.2.30")));
        assertThat(writer.directors).isEmpty();
    }

    private static Observation observation(
            boolean directorObject, String state, Optional<RealServerObservation> realServer) {
        return new Observation(
                directorObject,
                List.of(),
                List.of(new RouterObservation(
                        "edge-33-v4", state, Instant.EPOCH, 250, List.of(), Optional.empty(), List.of())),
                KernelObservation.unknown(),
                Map.of(),
                List.<Failure>of(),
                realServer,
                List.of(),
                HealthReport.none(),
                true,
                Optional.empty());
    }

    /** Keeps what it is given, unless it is away. */
    private static final class TestWriter implements StatusWriter {
        final List<DirectorStatus> directors = new CopyOnWriteArrayList<>();
        final List<RealServerStatus> realServers = new CopyOnWriteArrayList<>();
        private volatile boolean away;
        private volatile boolean failed;

        void setAway(boolean isAway) {
            away = isAway;
        }

        @Override
        public void write(DirectorStatus status) {
            refuseIfAway();
            directors.add(status);
        }

        @Override
        public void write(RealServerStatus status) {
            refuseIfAway();
            realServers.add(status);
        }

        private void refuseIfAway() {
            if (away) {
                failed = true;
                throw new IllegalStateException("the API server is away");
            }
        }

        String lastState() {
            return directors.isEmpty()
                    ? "none"
                    : Objects.requireNonNull(directors.getLast().virtualRouters())
                            .getFirst()
                            .state();
        }
    }
}
