package io.ipvsoperator.agent.tracking;

import io.ipvsoperator.agent.probe.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * A check as it stands on this director.
 *
 * @param resigns whether a failure gives routers away
 * @param since wall clock, for people
 * @param lastError of the last run that failed
 */
public record CheckReport(CheckName name, boolean resigns, Verdict verdict, Instant since, Optional<String> lastError) {

    public boolean failed() {
        return verdict == Verdict.FAILED;
    }
}
