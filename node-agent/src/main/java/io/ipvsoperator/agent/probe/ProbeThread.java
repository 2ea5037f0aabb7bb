package io.ipvsoperator.agent.probe;

import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the runs of probes when they are due and judges what came of them. The runs themselves have threads of their own.
 * {@link #want} may be called by any thread.
 */
public final class ProbeThread<N extends Comparable<N>> implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeThread.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    /** How often this thread looks whether it comes late while anything runs. */
    private static final Duration PULSE = Duration.ofMillis(100);

    private final Probes probes;
    private final MonotonicClock clock;
    private final ExecutorService runners;
    private final ProbeListener<N> listener;

    private final Semaphore news = new Semaphore(0);
    private final AtomicReference<List<PeriodicProbe<N>>> wanted = new AtomicReference<>(List.of());
    private final Queue<Ended<N>> ended = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    private final Timetable<N> timetable;
    private List<PeriodicProbe<N>> taken = List.of();

    private record Ended<N extends Comparable<N>>(Timetable.Run<N> run, Outcome outcome, Duration took) {}

    /**
     * @param runners a thread for each run; a run that they reject has failed. They end with this thread
     * @param mostRuns at one time, but for echoes, which have few threads anyway; further ones wait
     * @param listener called in this thread
     */
    public ProbeThread(
            Probes probes, MonotonicClock clock, ExecutorService runners, int mostRuns, ProbeListener<N> listener) {
        this.probes = probes;
        this.clock = clock;
        this.runners = runners;
        this.timetable = new Timetable<>(mostRuns, EchoProbe.MOST_THREADS);
        this.listener = listener;
    }

    /** All probes from now on. Of two with one name the first counts. */
    public void want(List<PeriodicProbe<N>> all) {
        List<PeriodicProbe<N>> copy = List.copyOf(all);
        if (!wanted.getAndSet(copy).equals(copy)) {
            news.release();
        }
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                MonotonicInstant now = clock.now();
                pass(now);
                await(now);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            runners.shutdownNow();
        }
    }

    private void pass(MonotonicInstant now) {
        Instant wallClock = Instant.now();
        List<PeriodicProbe<N>> newest = wanted.get();
        if (!newest.equals(taken)) {
            taken = newest;
            timetable.want(newest, now, wallClock);
            listener.taken(newest, now);
        }
        for (Ended<N> run = ended.poll(); run != null; run = ended.poll()) {
            Outcome outcome = timetable.weighed(run.run(), run.outcome());
            listener.ended(run.run().probe().name(), outcome, run.took());
            timetable.ended(run.run(), outcome, wallClock).ifPresent(change -> listener.changed(change, now));
        }
        timetable.expire(now, wallClock).forEach(change -> listener.changed(change, now));
        timetable.begin(now).forEach(this::begin);
        listener.passed(timetable, now);
    }

    private void begin(Timetable.Run<N> run) {
        try {
            runners.execute(() -> {
                MonotonicInstant from = clock.now();
                Outcome outcome = probe(run.probe());
                end(run, outcome, from.until(clock.now()));
            });
        } catch (RejectedExecutionException full) {
            end(run, new Outcome.Failure("not run: too many other probes hang"), Duration.ZERO);
        }
    }

    /** An error in a probe is its failure and nothing that should cost a hand-over. */
    private Outcome probe(PeriodicProbe<N> probe) {
        try {
            return probes.run(probe.probe(), probe.cadence().timeout());
        } catch (RuntimeException broken) {
            LOG.atError().addKeyValue("probe", probe.name()).setCause(broken).log("a probe broke");
            return new Outcome.Failure("could not be run: " + broken);
        }
    }

    private void end(Timetable.Run<N> run, Outcome outcome, Duration took) {
        ended.add(new Ended<>(run, outcome, took));
        news.release();
    }

    /** @param passed when the pass before began: what it took counts as lateness, too */
    private void await(MonotonicInstant passed) throws InterruptedException {
        MonotonicInstant longest = passed.plus(timetable.running() == 0 ? LONGEST_WAIT : PULSE);
        MonotonicInstant planned = timetable.deadline().map(longest::earlier).orElse(longest);
        Duration wait = clock.now().until(planned);
        if (wait.isPositive()) {
            news.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
            news.drainPermits();
        }
        Duration late = planned.until(clock.now());
        if (late.isPositive()) {
            timetable.late(late);
        }
    }

    @Override
    public void close() {
        closed = true;
        news.release();
    }
}
