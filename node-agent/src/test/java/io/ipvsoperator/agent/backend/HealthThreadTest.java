package io.ipvsoperator.agent.backend;

import static io.ipvsoperator.agent.backend.Backends.fallback;
import static io.ipvsoperator.agent.backend.Backends.server;
import static io.ipvsoperator.agent.backend.Backends.table;
import static io.ipvsoperator.agent.backend.Backends.tcp;
import static io.ipvsoperator.agent.backend.Backends.web;
import static io.ipvsoperator.agent.ipvs.table.Tables.address;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.health.Exposition;
import io.ipvsoperator.agent.kernel.Scheduling;
import io.ipvsoperator.agent.kernel.Scheduling.Urgency;
import io.ipvsoperator.agent.plan.HealthCheck;
import io.ipvsoperator.agent.plan.HealthCheck.Quorum;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.plan.TablePlan.Destination;
import io.ipvsoperator.agent.probe.Cadence;
import io.ipvsoperator.agent.probe.Cadence.FirstFailure;
import io.ipvsoperator.agent.probe.Outcome;
import io.ipvsoperator.agent.probe.Probe;
import io.ipvsoperator.time.MonotonicInstant;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real threads and real time, and backends that are dead when a test says so. */
class HealthThreadTest {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final HealthCheck CHECK = tcp(new Cadence(INTERVAL, INTERVAL, 2, 2, FirstFailure.COUNTS), 50);
    /** Whoever falls within twice that is of one event: long beside what a slow machine holds a thread up for. */
    private static final Duration LONG = Duration.ofSeconds(2);

    private final Set<InetAddress> dead = ConcurrentHashMap.newKeySet();
    private final Set<InetAddress> silent = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger stoodBack = new AtomicInteger();
    private final HealthCounters counters = new HealthCounters();
    private volatile HealthReport report = HealthReport.none();
    private final HealthThread health = new HealthThread(
            (probe, timeout) -> probe(probe),
            () -> new MonotonicInstant(System.nanoTime()),
            new Background(),
            7,
            counters,
            newest -> report = newest);
    private final Thread thread = new Thread(health);

    private Outcome probe(Probe probe) {
        return switch (probe) {
            case Probe.TcpConnect(var target) when silent.contains(target.getAddress()) -> silence();
            case Probe.TcpConnect(var target)
            when target.getPort() == 80 ->
                dead.contains(target.getAddress()) ? new Outcome.Failure("refused") : new Outcome.Success();
            default -> throw new AssertionError("asked for something else: " + probe);
        };
    }

    /** Until the test ends. */
    private Outcome silence() {
        unanswered.incrementAndGet();
        try {
            end.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return new Outcome.Silence("no answer");
    }

    private final class Background implements Scheduling {
        @Override
        public void runInRealTime(Urgency urgency) {
            throw new AssertionError("checks are not urgent");
        }

        @Override
        public void favourProcess() {
            throw new AssertionError("is asked for some threads only");
        }

        @Override
        public void stayInMemory() {
            throw new AssertionError("is asked for the process only");
        }

        @Override
        public void standBack() {
            stoodBack.incrementAndGet();
        }

        @Override
        public void treatAsOrdinary(long process) {
            throw new AssertionError("nobody here starts a process");
        }
    }

    @BeforeEach
    void start() {
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        end.countDown();
        health.close();
        thread.join();
    }

    @Test
    void a_backend_that_dies_is_down_and_up_again_when_it_lives() {
        health.check(List.of(web(CHECK, to(30, 1), to(40, 1))));
        eventually("both are known", () -> unknown().isEmpty());
        dead.add(server(30));
        eventually("it is down", () -> down().equals(Set.of(server(30))));
        dead.remove(server(30));
        eventually("it is up", () -> down().isEmpty());
    }

    @Test
    void when_most_of_them_die_none_is_down() {
        HealthCheck seldom = tcp(new Cadence(LONG, LONG, 2, 1, FirstFailure.COUNTS), 50);
        health.check(List.of(web(seldom, to(30, 1), to(40, 1), to(50, 1))));
        eventually("all are known", () -> unknown().isEmpty());
        dead.addAll(List.of(server(30), server(40), server(50)));
        eventually("it is a panic", () -> tableHealth().panicSince().isPresent());
        assertThat(down()).isEmpty();
    }

    @Test
    void when_too_few_live_the_fallback_stands_in_and_nobody_asks_how_it_is() {
        HealthCheck quorum =
                new HealthCheck(CHECK.question(), CHECK.cadence(), 100, Optional.of(new Quorum(2, 0)), "shop");
        dead.add(server(90));
        health.check(List.of(web(quorum, to(30, 1), to(40, 1), fallback(90, 1))));
        eventually("all are known", () -> unknown().isEmpty());
        dead.add(server(30));
        eventually("it stands in", () -> tableHealth().selection().standingIn().equals(Set.of(server(90))));
        assertThat(down()).containsExactlyInAnyOrder(server(30), server(40));
        Exposition page = new Exposition();
        counters.writeTo(page);
        assertThat(page.page()).contains("ipvs_agent_fallback{table=\"web\"} 1");
    }

    @Test
    void a_table_of_a_thousand_silent_backends_holds_up_no_other() {
        Destination[] many = IntStream.range(0, 1000)
                .mapToObj(number -> new Destination(address("10.9.%d.%d".formatted(number / 250, number % 250)), 1))
                .toArray(Destination[]::new);
        Stream.of(many).map(Destination::address).forEach(silent::add);
        HealthCheck patient = tcp(new Cadence(LONG, LONG, 1, 1, FirstFailure.COUNTS), 100);
        TablePlan crowd = table("crowd", patient, many);
        health.check(List.of(crowd));
        eventually("as many are asked as may be", () -> unanswered.get() == 171);
        health.check(List.of(crowd, web(CHECK, to(30, 1))));
        eventually(
                "the other one is known",
                () -> report.of("web").isPresent() && unknown().isEmpty());
    }

    @Test
    void a_weight_that_changes_in_the_plan_counts_without_another_question() {
        health.check(List.of(web(CHECK, to(30, 1), to(40, 1))));
        eventually("both count", () -> tableHealth().total() == 2);
        health.check(List.of(web(CHECK, to(30, 0), to(40, 1))));
        eventually("one counts", () -> tableHealth().total() == 1);
    }

    @Test
    void a_table_that_is_gone_is_no_longer_reported() {
        health.check(List.of(web(CHECK, to(30, 1))));
        eventually("it is known", () -> unknown().isEmpty());
        health.check(List.of());
        eventually("it is gone", () -> report.tables().isEmpty());
    }

    @Test
    void every_run_stands_back() {
        health.check(List.of(web(CHECK, to(30, 1))));
        eventually("it has run some times", () -> stoodBack.get() > 3);
    }

    @Test
    void figures_are_of_tables() {
        dead.add(server(30));
        health.check(List.of(web(CHECK, to(30, 1), to(40, 1))));
        eventually("one is down", () -> down().equals(Set.of(server(30))));
        Exposition page = new Exposition();
        counters.writeTo(page);
        assertThat(page.page())
                .contains(
                        "ipvs_agent_backends{table=\"web\",state=\"failing\"} 1",
                        "ipvs_agent_backends_ready{table=\"web\"} 1",
                        "ipvs_agent_health_panic{table=\"web\"} 0",
                        "ipvs_agent_health_runs_total{result=\"failure\"} ");
    }

    private TableHealth tableHealth() {
        return report.of("web")
                .orElse(new TableHealth(0, 0, new Selection(Set.of(), Set.of(server(1))), List.of(), Optional.empty()));
    }

    private Set<InetAddress> down() {
        return tableHealth().selection().down();
    }

    private Set<InetAddress> unknown() {
        return tableHealth().selection().unknown();
    }
}
