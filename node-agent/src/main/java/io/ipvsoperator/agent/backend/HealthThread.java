package io.ipvsoperator.agent.backend;

import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.kernel.Scheduling;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.probe.Outcome;
import io.ipvsoperator.agent.probe.PeriodicProbe;
import io.ipvsoperator.agent.probe.ProbeListener;
import io.ipvsoperator.agent.probe.ProbeThread;
import io.ipvsoperator.agent.probe.Probes;
import io.ipvsoperator.agent.probe.Timetable;
import io.ipvsoperator.agent.probe.Verdict;
import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the backends of all tables how they are. {@link #check} may be called by any thread. Runs are virtual threads, of which
 * hundreds cost little, on carriers that come after everything else in this process.
 */
public final class HealthThread implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthThread.class);
    /** Each holds a socket. When as many wait for an answer, further ones are late and not failed. */
    private static final int MOST_RUNS = 512;

    private final Scheduling scheduling;
    private final HealthCounters counters;
    private final Consumer<HealthReport> observer;
    private final Stagger stagger;
    private final ProbeThread<BackendName> thread;

    private volatile List<TablePlan> wanted = List.of();
    private List<TablePlan> taken = List.of();
    private final CheckedTables tables = new CheckedTables();
    private HealthReport published = HealthReport.none();
    private boolean changed;

    /**
     * @param salt differs between directors, so that they do not ask at the same moments
     * @param observer called in this thread when a report differs from the one before
     */
    public HealthThread(
            Probes probes,
            MonotonicClock clock,
            Scheduling scheduling,
            int salt,
            HealthCounters counters,
            Consumer<HealthReport> observer) {
        this.scheduling = scheduling;
        this.counters = counters;
        this.observer = observer;
        stagger = new Stagger(salt);
        thread = new ProbeThread<>(
                (probe, timeout) -> {
                    // Of the carrier: one that was started meanwhile may have another's niceness.
                    scheduling.standBack();
                    return probes.run(probe, timeout);
                },
                clock,
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("health-run").factory()),
                MOST_RUNS,
                new Listener());
    }

    /** All tables of this director. */
    public void check(List<TablePlan> all) {
        wanted = List.copyOf(all);
        thread.want(CheckedTables.probes(all, stagger));
    }

    @Override
    public void run() {
        scheduling.standBack();
        thread.run();
    }

    private final class Listener implements ProbeListener<BackendName> {
        @Override
        public void taken(List<PeriodicProbe<BackendName>> probes, MonotonicInstant now) {
            changed = true;
        }

        @Override
        public void ended(BackendName name, Outcome outcome, Duration took) {
            counters.ended(outcome, took);
        }

        @Override
        public void changed(Timetable.Change<BackendName> change, MonotonicInstant now) {
            takePlan(now);
            counters.changed();
            tables.changed(change, now, Instant.now());
            tell(change);
            changed = true;
        }

        /** Weights in the plan may change and probes stay the same. */
        @Override
        public void passed(Timetable<BackendName> timetable, MonotonicInstant now) {
            takePlan(now);
            if (changed) {
                changed = false;
                publish(tables.report());
            }
        }
    }

    private void takePlan(MonotonicInstant now) {
        List<TablePlan> newest = wanted;
        if (!newest.equals(taken)) {
            taken = newest;
            tables.want(newest, now, Instant.now());
            changed = true;
        }
    }

    private void publish(HealthReport report) {
        if (!report.equals(published)) {
            tellPanics(published, report);
            tellFallbacks(published, report);
            published = report;
            counters.observe(report);
            observer.accept(report);
        }
    }

    private static void tell(Timetable.Change<BackendName> change) {
        boolean fell = change.after() == Verdict.FAILED;
        var line = (fell ? LOG.atWarn() : LOG.atInfo())
                .addKeyValue("table", change.name().table())
                .addKeyValue("backend", change.name().address().getHostAddress());
        Optional<String> error = change.error();
        if (error.isPresent()) {
            line = line.addKeyValue("error", error.get());
        }
        line.log(fell ? "a backend fails its health check" : "a backend passes its health check");
    }

    private static void tellPanics(HealthReport before, HealthReport after) {
        after.tables().forEach((name, health) -> {
            boolean was = before.of(name).flatMap(TableHealth::panicSince).isPresent();
            if (health.panicSince().isPresent() && !was) {
                LOG.atError()
                        .addKeyValue("table", name)
                        .addKeyValue("failing", health.failing().size())
                        .addKeyValue("total", health.total())
                        .log("more backends fail than panicThreshold allows: those used before are used on");
            } else if (was && health.panicSince().isEmpty()) {
                LOG.atInfo().addKeyValue("table", name).log("fewer backends fail than panicThreshold allows again");
            }
        });
    }

    private static void tellFallbacks(HealthReport before, HealthReport after) {
        after.tables().forEach((name, health) -> {
            boolean was = before.of(name).flatMap(TableHealth::fallbackSince).isPresent();
            if (health.fallbackSince().isPresent() && !was) {
                LOG.atError()
                        .addKeyValue("table", name)
                        .addKeyValue("failing", health.failing().size())
                        .addKeyValue("total", health.total())
                        .log("fewer backends are up than the quorum: the fallback serves");
            } else if (was && health.fallbackSince().isEmpty()) {
                LOG.atInfo()
                        .addKeyValue("table", name)
                        .log("as many backends are up as the quorum: the fallback rests");
            }
        });
    }

    @Override
    public void close() {
        thread.close();
    }
}
