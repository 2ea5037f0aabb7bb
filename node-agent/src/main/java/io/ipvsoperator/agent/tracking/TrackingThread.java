package io.ipvsoperator.agent.tracking;

import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the runs of checks when they are due and judges what came of them. The runs themselves have threads of their own, one
 * for each that is under way. {@link #track} may be called by any thread.
 */
public final class TrackingThread implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrackingThread.class);
    /** Sixteen pools with all the checks that a pool may have. Reached only when as many runs hang. */
    private static final int MOST_RUNS = 256;

    private static final Duration IDLE_THREADS_STAY = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Probes probes;
    private final MonotonicClock clock;
    private final TrackingCounters counters;
    private final Consumer<TrackingReport> observer;
    private final ThreadPoolExecutor runners;

    private final Semaphore news = new Semaphore(0);
    private final AtomicReference<List<Check>> wanted = new AtomicReference<>(List.of());
    private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    private final Timetable timetable = new Timetable();
    private TrackingReport published = TrackingReport.none();

    private record Ended(Timetable.Run run, Outcome outcome, Duration took) {}

    /** @param observer called in this thread when a report differs from the one before */
    public TrackingThread(
            Probes probes,
            MonotonicClock clock,
            ThreadFactory threads,
            TrackingCounters counters,
            Consumer<TrackingReport> observer) {
        this.probes = probes;
        this.clock = clock;
        this.counters = counters;
        this.observer = observer;
        runners = new ThreadPoolExecutor(
                0,
                MOST_RUNS,
                IDLE_THREADS_STAY.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                work -> named(threads.newThread(work)));
    }

    private static Thread named(Thread thread) {
        thread.setName("tracking-run");
        thread.setDaemon(true);
        return thread;
    }

    /** All checks of this director. Of two with one name the first counts. */
    public void track(List<Check> checks) {
        if (!wanted.getAndSet(List.copyOf(checks)).equals(checks)) {
            news.release();
        }
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                pass(clock.now());
                await();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            runners.shutdownNow();
        }
    }

    private void pass(MonotonicInstant now) {
        Instant wallClock = Instant.now();
        timetable.want(wanted.get(), now, wallClock);
        for (Ended run = ended.poll(); run != null; run = ended.poll()) {
            counters.ended(run.run().check().name(), run.outcome(), run.took());
            timetable.ended(run.run(), run.outcome(), now, wallClock).ifPresent(this::tell);
        }
        timetable.expire(now, wallClock).forEach(this::tell);
        timetable.begin(now).forEach(this::begin);
        publish();
    }

    private void begin(Timetable.Run run) {
        try {
            runners.execute(() -> {
                MonotonicInstant from = clock.now();
                Outcome outcome = probe(run);
                end(run, outcome, from.until(clock.now()));
            });
        } catch (RejectedExecutionException full) {
            end(run, new Outcome.Failure("not run: " + MOST_RUNS + " other checks hang"), Duration.ZERO);
        }
    }

    /** An error in a probe is that check's failure and nothing that should cost a hand-over. */
    private Outcome probe(Timetable.Run run) {
        try {
            return probes.run(run.check().probe(), run.check().timeout());
        } catch (RuntimeException broken) {
            LOG.atError()
                    .addKeyValue("check", run.check().name().check())
                    .setCause(broken)
                    .log("a probe broke");
            return new Outcome.Failure("could not be run: " + broken);
        }
    }

    private void end(Timetable.Run run, Outcome outcome, Duration took) {
        ended.add(new Ended(run, outcome, took));
        news.release();
    }

    private void tell(Timetable.Change change) {
        counters.changed(change.name());
        var line = change.verdict() == Verdict.FAILED ? LOG.atWarn() : LOG.atInfo();
        line = line.addKeyValue("pool", change.name().pool())
                .addKeyValue("check", change.name().check());
        Optional<String> error = change.error();
        if (error.isPresent()) {
            line = line.addKeyValue("error", error.get());
        }
        line.log(change.verdict() == Verdict.FAILED ? "a tracked check failed" : "a tracked check succeeds");
    }

    private void publish() {
        TrackingReport report = timetable.report();
        counters.observe(report);
        if (!report.equals(published)) {
            published = report;
            observer.accept(report);
        }
    }

    private void await() throws InterruptedException {
        Duration wait = timetable
                .deadline()
                .map(deadline -> clock.now().until(deadline))
                .filter(until -> until.compareTo(LONGEST_WAIT) < 0)
                .orElse(LONGEST_WAIT);
        if (wait.isPositive()) {
            news.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
            news.drainPermits();
        }
    }

    @Override
    public void close() {
        closed = true;
        news.release();
    }
}
