package io.ipvsoperator.agent.tracking;

import io.ipvsoperator.time.MonotonicInstant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All checks of this director at one moment.
 *
 * @param checks in the order of their names
 * @param recoveredAt when, by pool, a failed check last succeeded again or was taken away
 */
public record TrackingReport(List<CheckReport> checks, Map<String, MonotonicInstant> recoveredAt) {
    public TrackingReport {
        checks = List.copyOf(checks);
        recoveredAt = Map.copyOf(recoveredAt);
    }

    /** Before anything is tracked. */
    public static TrackingReport none() {
        return new TrackingReport(List.of(), Map.of());
    }

    Optional<CheckReport> of(CheckName name) {
        return checks.stream().filter(check -> check.name().equals(name)).findFirst();
    }
}
