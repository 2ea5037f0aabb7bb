package io.ipvsoperator.agent.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.realserver.RealServerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports to the cluster what this node has observed: what others wait for at once, the rest every few seconds. An API server
 * that is away costs nothing but the report: the newest one is sent when it is back. {@link #observe} may be called by any thread.
 */
public final class StatusThread implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusThread.class);
    /** What flips together is reported together. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final DirectorReport report;
    private final StatusWriter writer;
    private final Semaphore news = new Semaphore(0);
    private volatile Observation latest = Observation.none();
    private volatile boolean closed;

    private Observation reported = Observation.none();
    private List<Condition> conditions = List.of();
    private boolean failing;

    public StatusThread(DirectorReport report, StatusWriter writer) {
        this.report = report;
        this.writer = writer;
    }

    public void observe(Observation observation) {
        latest = observation;
        news.release();
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                awaitReason();
                report(latest);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReason() throws InterruptedException {
        long until = System.nanoTime() + (failing ? RETRY : INTERVAL).toNanos();
        boolean urgent = false;
        long remaining = until - System.nanoTime();
        while (!urgent && remaining > 0 && !closed) {
            boolean heard = news.tryAcquire(remaining, TimeUnit.NANOSECONDS);
            news.drainPermits();
            urgent = heard && !failing && latest.isUrgentAfter(reported);
            remaining = until - System.nanoTime();
        }
        if (urgent) {
            Thread.sleep(GATHERING);
        }
    }

    private void report(Observation observation) {
        if (observation.equals(reported)) {
            return;
        }
        try {
            if (observation.directorObject()) {
                DirectorStatus status = report.of(observation, conditions, Instant.now());
                writer.write(status);
                conditions = Optional.ofNullable(status.conditions()).orElse(List.of());
            }
            reportRealServer(observation);
            reported = observation;
            if (failing) {
                LOG.atInfo().log("status is reported again");
            }
            failing = false;
        } catch (RuntimeException unreported) {
            if (!failing) {
                LOG.atWarn()
                        .addKeyValue("error", RootCause.of(unreported))
                        .log("status could not be reported, trying on");
            }
            failing = true;
        }
    }

    private void reportRealServer(Observation observation) {
        Optional<RealServerObservation> realServer = observation.realServer();
        if (realServer.isPresent() && !realServer.equals(reported.realServer())) {
            RealServerObservation seen = realServer.get();
            writer.write(
                    new RealServerStatus(seen.generation(), seen.addresses(), seen.failures(), seen.nodeAddresses()));
        }
    }

    @Override
    public void close() {
        closed = true;
        news.release();
    }
}
