package io.ipvsoperator.agent.cluster;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.plan.ClusterView;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.PlanParser;
import io.ipvsoperator.agent.plan.PlanStore;
import io.ipvsoperator.agent.plan.PublishedObject;
import io.ipvsoperator.time.MonotonicInstant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFeedTest {
    @TempDir
    private Path directory = Path.of("unset");

    private final TestCluster cluster = new TestCluster();
    private final AtomicReference<MonotonicInstant> now = new AtomicReference<>(new MonotonicInstant(0));
    private final List<Plan> plans = new CopyOnWriteArrayList<>();
    private PlanStore store = new PlanStore(directory);
    private Runnable stop = () -> {};

    @BeforeEach
    void openStore() {
        store = new PlanStore(directory);
    }

    @AfterEach
    void stop() {
        stop.run();
    }

    @Test
    void the_first_list_makes_a_confirmed_plan() {
        start();
        cluster.publish("7", true);
        eventually("a plan", () -> !plans.isEmpty());
        assertThat(plans.getFirst().confirmed()).isTrue();
        assertThat(plans.getFirst().versions()).containsEntry(ObjectKind.DIRECTOR, "7");
    }

    @Test
    void a_version_that_moves_without_a_change_makes_a_plan_to_acknowledge() {
        start();
        cluster.publish("7", true);
        eventually("a plan", () -> plans.size() == 1);
        cluster.publish("8", false);
        eventually("another one", () -> plans.size() == 2);
        assertThat(plans.getLast().versions()).containsEntry(ObjectKind.DIRECTOR, "8");
    }

    @Test
    void what_the_api_server_said_is_kept_on_disk() {
        start();
        cluster.publish("7", true);
        eventually("the plan is on disk", () -> isOnDisk());
    }

    @Test
    void without_an_api_server_the_plan_on_disk_counts_after_a_while() throws IOException {
        store.save(TestCluster.view("6"));
        start();
        now.set(new MonotonicInstant(0).plus(PlanFeed.PATIENCE_AT_START));
        eventually("a plan", () -> !plans.isEmpty());
        assertThat(plans.getFirst().confirmed()).isFalse();
        assertThat(plans.getFirst().directorObject()).isTrue();
        cluster.publish("7", true);
        eventually("it is confirmed", () -> plans.getLast().confirmed());
    }

    private void start() {
        PlanFeed feed = new PlanFeed(cluster, new PlanParser("d1"), store, now::get, plans::add);
        Thread thread = Thread.ofPlatform().name("plan").start(feed);
        stop = () -> {
            feed.close();
            join(thread);
        };
    }

    private boolean isOnDisk() {
        try {
            return store.load().isPresent();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Says what the test publishes, with or without a signal. */
    private static final class TestCluster implements ViewSource {
        private final Semaphore changes = new Semaphore(0);
        private volatile Optional<ClusterView> published = Optional.empty();

        static ClusterView view(String version) {
            return new ClusterView(
                    Map.of(ObjectKind.DIRECTOR, List.of(new PublishedObject("d1", 1, "{}"))),
                    Map.of(ObjectKind.DIRECTOR, version),
                    Map.of(),
                    true);
        }

        void publish(String version, boolean signalled) {
            published = Optional.of(view(version));
            if (signalled) {
                changes.release();
            }
        }

        @Override
        public boolean awaitChange(Duration patience) throws InterruptedException {
            return changes.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public Map<ObjectKind, String> versions() {
            return published.map(ClusterView::versions).orElse(Map.of());
        }

        @Override
        public Optional<ClusterView> view() {
            return published;
        }
    }
}
