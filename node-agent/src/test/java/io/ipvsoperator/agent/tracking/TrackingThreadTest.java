package io.ipvsoperator.agent.tracking;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.health.Exposition;
import io.ipvsoperator.agent.probe.Cadence;
import io.ipvsoperator.agent.probe.Cadence.FirstFailure;
import io.ipvsoperator.agent.probe.Outcome;
import io.ipvsoperator.agent.probe.Probe;
import io.ipvsoperator.agent.probe.Verdict;
import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real threads and real time, and probes that do what a test says. */
class TrackingThreadTest {
    private final Map<Probe, Outcome> outcomes = new ConcurrentHashMap<>();
    private final Map<Probe, AtomicInteger> runs = new ConcurrentHashMap<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final TrackingCounters counters = new TrackingCounters();
    private volatile TrackingReport report = TrackingReport.none();
    private final TrackingThread tracking = new TrackingThread(
            this::probe,
            () -> new MonotonicInstant(System.nanoTime()),
            Thread::new,
            counters,
            newest -> report = newest);
    private final Thread thread = new Thread(tracking);

    /** A probe without an outcome hangs until the test ends. */
    private Outcome probe(Probe probe, Duration timeout) {
        runs.computeIfAbsent(probe, first -> new AtomicInteger()).incrementAndGet();
        Outcome outcome = outcomes.get(probe);
        if (outcome != null) {
            return outcome;
        }
        try {
            ending.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Outcome.Failure("the test ends");
    }

    @BeforeEach
    void start() {
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        ending.countDown();
        tracking.close();
        thread.join();
    }

    @Test
    void a_check_is_run_over_and_over_and_reported() {
        outcomes.put(Checks.tcp(1), new Outcome.Success());
        tracking.track(List.of(quick("upstream", 1)));
        eventually("it succeeds", () -> verdict("upstream") == Verdict.SUCCEEDING);
        eventually("it runs again", () -> runs(1) >= 3);
        outcomes.put(Checks.tcp(1), new Outcome.Failure("refused"));
        eventually("it fails", () -> verdict("upstream") == Verdict.FAILED);
    }

    @Test
    void a_probe_that_hangs_fails_and_holds_up_no_other() {
        outcomes.put(Checks.tcp(2), new Outcome.Success());
        tracking.track(List.of(quick("hangs", 1), quick("resolver", 2)));
        eventually("the one that hangs has failed", () -> verdict("hangs") == Verdict.FAILED);
        int before = runs(2);
        eventually("the other one goes on", () -> runs(2) >= before + 3);
        assertThat(runs(1)).isEqualTo(1);
    }

    @Test
    void a_check_that_is_taken_away_is_run_no_longer() {
        outcomes.put(Checks.tcp(1), new Outcome.Success());
        tracking.track(List.of(quick("upstream", 1)));
        eventually("it succeeds", () -> verdict("upstream") == Verdict.SUCCEEDING);
        tracking.track(List.of());
        eventually("it is gone", () -> report.checks().isEmpty());
    }

    @Test
    void figures_name_pool_and_check() {
        outcomes.put(Checks.tcp(1), new Outcome.Failure("refused"));
        tracking.track(List.of(quick("upstream", 1)));
        eventually(
                "its state has a figure",
                () -> metrics()
                        .contains(
                                "ipvs_agent_tracking_check_state{pool=\"edge\",check=\"upstream\",state=\"Failed\"} 1"));
        assertThat(metrics())
                .contains(
                        "ipvs_agent_tracking_runs_total{pool=\"edge\",check=\"upstream\",result=\"failure\"} ",
                        "ipvs_agent_tracking_changes_total{pool=\"edge\",check=\"upstream\"} 1");
    }

    private static Check quick(String name, int port) {
        Duration interval = Duration.ofMillis(100);
        return new Check(
                new CheckName("edge", name),
                Checks.tcp(port),
                new Cadence(interval, interval, 1, 1, FirstFailure.DECIDES),
                OptionalInt.empty());
    }

    private Verdict verdict(String name) {
        return report.of(new CheckName("edge", name)).map(CheckReport::verdict).orElse(Verdict.UNKNOWN);
    }

    private int runs(int port) {
        return runs.getOrDefault(Checks.tcp(port), new AtomicInteger()).get();
    }

    private String metrics() {
        Exposition page = new Exposition();
        counters.writeTo(page);
        return page.page();
    }
}
