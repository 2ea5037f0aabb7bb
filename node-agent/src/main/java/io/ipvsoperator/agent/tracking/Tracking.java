package io.ipvsoperator.agent.tracking;

import io.ipvsoperator.agent.probe.Verdict;
import io.ipvsoperator.time.MonotonicInstant;
import java.util.List;
import java.util.Optional;

/**
 * What one virtual router asks of its directors.
 *
 * @param checks of the router's pool
 * @param resignsWithoutBackend whether a router that has nobody to send connections to is given away
 */
public record Tracking(List<Check> checks, boolean resignsWithoutBackend) {
    public Tracking {
        checks = List.copyOf(checks);
    }

    public static Tracking none() {
        return new Tracking(List.of(), false);
    }

    /** Names of the checks that have no result yet. */
    public List<String> awaited(TrackingReport report) {
        return checks.stream()
                .filter(check -> verdict(check, report) == Verdict.UNKNOWN)
                .map(check -> check.name().check())
                .toList();
    }

    /** Why the router is to be given away, if so. */
    public Optional<String> resignation(TrackingReport report) {
        List<String> failed = checks.stream()
                .filter(check -> check.resigns() && verdict(check, report) == Verdict.FAILED)
                .map(check -> "check " + check.name().check() + " failed"
                        + report.of(check.name())
                                .flatMap(CheckReport::lastError)
                                .map(error -> ": " + error)
                                .orElse(""))
                .toList();
        return failed.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", failed));
    }

    /** What failed checks with a weight take off the router's priority. */
    public int penalty(TrackingReport report) {
        return checks.stream()
                .filter(check -> verdict(check, report) == Verdict.FAILED)
                .mapToInt(Check::penalty)
                .sum();
    }

    /** When a failure of one of the checks last ended: fail-back counts from there as it does from a start. */
    public Optional<MonotonicInstant> recoveredAt(TrackingReport report) {
        return checks.stream()
                .findFirst()
                .flatMap(any ->
                        Optional.ofNullable(report.recoveredAt().get(any.name().pool())));
    }

    private static Verdict verdict(Check check, TrackingReport report) {
        return report.of(check.name()).map(CheckReport::verdict).orElse(Verdict.UNKNOWN);
    }
}
