package io.ipvsoperator.agent.probe;

import io.ipvsoperator.agent.probe.Cadence.FirstFailure;
import java.time.Instant;
import java.util.Optional;

/**
 * What past runs of a probe come to.
 *
 * @param decided false until the present definition of the probe has a result that decides
 * @param opposing outcomes in a row that contradict the verdict
 * @param since wall clock, for people
 * @param lastError of the last run that failed, whether or not it changed the verdict
 */
public record History(Verdict verdict, boolean decided, int opposing, Instant since, Optional<String> lastError) {

    static History begin(Instant now) {
        return new History(Verdict.UNKNOWN, false, 0, now, Optional.empty());
    }

    /** The probe asks something else now: the verdict stands until that has its first result. */
    History redefined() {
        return new History(verdict, false, 0, since, lastError);
    }

    History after(Outcome outcome, Cadence cadence, Instant now) {
        return switch (outcome) {
            case Outcome.Success success -> after(Verdict.SUCCEEDING, decided ? cadence.rise() : 1, lastError, now);
            case Outcome.Failure(String error) -> failed(error, cadence, now);
            case Outcome.Silence(String error) -> failed(error, cadence, now);
            case Outcome.NoVerdict none -> this;
        };
    }

    private History failed(String error, Cadence cadence, Instant now) {
        boolean decides = !decided && cadence.firstFailure() == FirstFailure.DECIDES;
        return after(Verdict.FAILED, decides ? 1 : cadence.fall(), Optional.of(error), now);
    }

    private History after(Verdict seen, int needed, Optional<String> error, Instant now) {
        if (seen == verdict) {
            return new History(verdict, true, 0, since, error);
        }
        return opposing + 1 >= needed
                ? new History(seen, true, 0, now, error)
                : new History(verdict, decided, opposing + 1, since, error);
    }
}
