package io.ipvsoperator.agent.tracking;

import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.probe.Outcome;
import io.ipvsoperator.agent.probe.PeriodicProbe;
import io.ipvsoperator.agent.probe.ProbeListener;
import io.ipvsoperator.agent.probe.ProbeThread;
import io.ipvsoperator.agent.probe.Probes;
import io.ipvsoperator.agent.probe.Timetable;
import io.ipvsoperator.agent.probe.Verdict;
import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the checks of this director, and reports how they stand. {@link #track} may be called by any thread. */
public final class TrackingThread implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrackingThread.class);
    /** Sixteen pools with all the checks that a pool may have. Reached only when as many runs hang. */
    private static final int MOST_RUNS = 256;

    private static final Duration IDLE_THREADS_STAY = Duration.ofSeconds(30);

    private final TrackingCounters counters;
    private final Consumer<TrackingReport> observer;
    private final ProbeThread<CheckName> thread;

    private volatile Map<CheckName, Check> tracked = Map.of();
    private final Recoveries recoveries = new Recoveries();
    private TrackingReport published = TrackingReport.none();

    /** @param observer called in this thread when a report differs from the one before */
    public TrackingThread(
            Probes probes,
            MonotonicClock clock,
            ThreadFactory threads,
            TrackingCounters counters,
            Consumer<TrackingReport> observer) {
        this.counters = counters;
        this.observer = observer;
        ThreadPoolExecutor runners = new ThreadPoolExecutor(
                0,
                MOST_RUNS,
                IDLE_THREADS_STAY.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                work -> named(threads.newThread(work)));
        thread = new ProbeThread<>(probes, clock, runners, Integer.MAX_VALUE, new Listener());
    }

    private static Thread named(Thread thread) {
        thread.setName("tracking-run");
        thread.setDaemon(true);
        return thread;
    }

    /** All checks of this director. Of two with one name the first counts. */
    public void track(List<Check> checks) {
        Map<CheckName, Check> byName = new TreeMap<>();
        checks.forEach(check -> byName.putIfAbsent(check.name(), check));
        tracked = byName;
        thread.want(byName.values().stream().map(Check::probed).toList());
    }

    @Override
    public void run() {
        thread.run();
    }

    private final class Listener implements ProbeListener<CheckName> {
        @Override
        public void taken(List<PeriodicProbe<CheckName>> probes, MonotonicInstant now) {
            recoveries.retain(probes.stream().map(PeriodicProbe::name).toList(), now);
        }

        @Override
        public void ended(CheckName name, Outcome outcome, Duration took) {
            counters.ended(name, outcome, took);
        }

        @Override
        public void changed(Timetable.Change<CheckName> change, MonotonicInstant now) {
            recoveries.changed(change, now);
            counters.changed(change.name());
            tell(change);
        }

        @Override
        public void passed(Timetable<CheckName> timetable, MonotonicInstant now) {
            TrackingReport report = report(timetable);
            counters.observe(report);
            if (!report.equals(published)) {
                published = report;
                observer.accept(report);
            }
        }
    }

    private static void tell(Timetable.Change<CheckName> change) {
        var line = change.after() == Verdict.FAILED ? LOG.atWarn() : LOG.atInfo();
        line = line.addKeyValue("pool", change.name().pool())
                .addKeyValue("check", change.name().check());
        Optional<String> error = change.error();
        if (error.isPresent()) {
            line = line.addKeyValue("error", error.get());
        }
        line.log(change.after() == Verdict.FAILED ? "a tracked check failed" : "a tracked check succeeds");
    }

    private TrackingReport report(Timetable<CheckName> timetable) {
        List<CheckReport> reports = tracked.values().stream()
                .flatMap(check -> timetable
                        .history(check.name())
                        .map(history -> new CheckReport(
                                check.name(), check.resigns(), history.verdict(), history.since(), history.lastError()))
                        .stream())
                .toList();
        return new TrackingReport(reports, recoveries.byPool());
    }

    @Override
    public void close() {
        thread.close();
    }
}
