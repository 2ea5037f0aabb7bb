package io.ipvsoperator.agent.tracking;

import io.ipvsoperator.agent.health.Exposition;
import io.ipvsoperator.agent.health.Metered;
import io.ipvsoperator.agent.probe.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Figures of the checks. Written by the tracking thread, read by any. */
public final class TrackingCounters implements Metered {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<CheckName, Counts> counts = new ConcurrentSkipListMap<>();
    private volatile TrackingReport latest = TrackingReport.none();

    private record Counts(
            AtomicLong successes,
            AtomicLong failures,
            AtomicLong withoutVerdict,
            AtomicLong nanos,
            AtomicLong changes) {
        Counts() {
            this(new AtomicLong(), new AtomicLong(), new AtomicLong(), new AtomicLong(), new AtomicLong());
        }
    }

    void ended(CheckName name, Outcome outcome, Duration took) {
        Counts of = of(name);
        AtomicLong counter = switch (outcome) {
            case Outcome.Success success -> of.successes();
            case Outcome.Failure failure -> of.failures();
            case Outcome.Silence silence -> of.failures();
            case Outcome.NoVerdict none -> of.withoutVerdict();
        };
        counter.incrementAndGet();
        of.nanos().addAndGet(took.toNanos());
    }

    void changed(CheckName name) {
        of(name).changes().incrementAndGet();
    }

    /** Forgets the checks that are gone. */
    void observe(TrackingReport report) {
        latest = report;
        counts.keySet().removeIf(name -> report.of(name).isEmpty());
    }

    private Counts of(CheckName name) {
        return counts.computeIfAbsent(name, first -> new Counts());
    }

    @Override
    public void writeTo(Exposition page) {
        page.metric("ipvs_agent_tracking_check_state", "gauge", "1 for the state that a check is in.");
        latest.checks()
                .forEach(check -> page.sample(
                        "ipvs_agent_tracking_check_state",
                        1,
                        "pool",
                        check.name().pool(),
                        "check",
                        check.name().check(),
                        "state",
                        check.verdict().text()));
        writeRuns(page);
        page.metric("ipvs_agent_tracking_changes_total", "counter", "Changes of a check's state.");
        counts.forEach((name, of) -> page.sample(
                "ipvs_agent_tracking_changes_total", of.changes().get(), "pool", name.pool(), "check", name.check()));
    }

    private void writeRuns(Exposition page) {
        page.metric("ipvs_agent_tracking_runs_total", "counter", "Runs of a check that have ended.");
        counts.forEach((name, of) -> {
            runs(page, name, "success", of.successes().get());
            runs(page, name, "failure", of.failures().get());
            runs(page, name, "no-verdict", of.withoutVerdict().get());
        });
        page.metric("ipvs_agent_tracking_run_seconds_total", "counter", "Time that runs of a check took.");
        counts.forEach((name, of) -> page.sample(
                "ipvs_agent_tracking_run_seconds_total",
                of.nanos().get() / NANOS_PER_SECOND,
                "pool",
                name.pool(),
                "check",
                name.check()));
    }

    private static void runs(Exposition page, CheckName name, String result, long count) {
        page.sample(
                "ipvs_agent_tracking_runs_total", count, "pool", name.pool(), "check", name.check(), "result", result);
    }
}
