package io.ipvsoperator.agent.backend;

import io.ipvsoperator.agent.health.Exposition;
import io.ipvsoperator.agent.health.Metered;
import io.ipvsoperator.agent.probe.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Figures of the health checks. Written by the health thread, read by any. One label for each table and none for backends. */
public final class HealthCounters implements Metered {
    private static final double NANOS_PER_SECOND = 1e9;

    private final AtomicLong successes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong withoutVerdict = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private volatile HealthReport latest = HealthReport.none();

    void ended(Outcome outcome, Duration took) {
        AtomicLong counter = switch (outcome) {
            case Outcome.Success success -> successes;
            case Outcome.Failure failure -> failures;
            case Outcome.Silence silence -> failures;
            case Outcome.NoVerdict none -> withoutVerdict;
        };
        counter.incrementAndGet();
        nanos.addAndGet(took.toNanos());
    }

    void changed() {
        changes.incrementAndGet();
    }

    void observe(HealthReport report) {
        latest = report;
    }

    @Override
    public void writeTo(Exposition page) {
        page.metric("ipvs_agent_health_runs_total", "counter", "Health checks of backends that have ended.")
                .sample("ipvs_agent_health_runs_total", successes.get(), "result", "success")
                .sample("ipvs_agent_health_runs_total", failures.get(), "result", "failure")
                .sample("ipvs_agent_health_runs_total", withoutVerdict.get(), "result", "no-verdict");
        page.metric("ipvs_agent_health_run_seconds_total", "counter", "Time that health checks of backends took.")
                .sample("ipvs_agent_health_run_seconds_total", nanos.get() / NANOS_PER_SECOND);
        page.metric("ipvs_agent_health_changes_total", "counter", "Backends that began to fail or to pass.")
                .sample("ipvs_agent_health_changes_total", changes.get());
        write(latest, page);
    }

    private static void write(HealthReport report, Exposition page) {
        page.metric("ipvs_agent_backends", "gauge", "Backends of a table by what their checks say.");
        report.tables().forEach((table, health) -> {
            int failing = health.failing().size();
            page.sample("ipvs_agent_backends", health.total() - failing, "table", table, "state", "passing");
            page.sample("ipvs_agent_backends", failing, "table", table, "state", "failing");
        });
        page.metric("ipvs_agent_backends_ready", "gauge", "Backends of a table that are sent new connections.");
        report.tables()
                .forEach((table, health) -> page.sample("ipvs_agent_backends_ready", health.ready(), "table", table));
        page.metric("ipvs_agent_health_panic", "gauge", "1 while more backends fail than panicThreshold allows.");
        report.tables()
                .forEach((table, health) -> page.sample(
                        "ipvs_agent_health_panic", health.panicSince().isPresent() ? 1 : 0, "table", table));
        page.metric("ipvs_agent_fallback", "gauge", "1 while too few backends are up and the fallback serves.");
        report.tables()
                .forEach((table, health) -> page.sample(
                        "ipvs_agent_fallback", health.fallbackSince().isPresent() ? 1 : 0, "table", table));
    }
}
