package io.ipvsoperator.agent.tracking;

import java.time.Instant;
import java.util.Optional;

/**
 * What past runs of a check come to.
 *
 * @param decided false until the present definition of the check has a result; the first one decides at once, as with
 *     keepalived: whoever starts wants to know, and has no record to weigh it against
 * @param opposing outcomes in a row that contradict the verdict
 * @param since wall clock, for people
 * @param lastError of the last run that failed, whether or not it changed the verdict
 */
record History(Verdict verdict, boolean decided, int opposing, Instant since, Optional<String> lastError) {

    static History begin(Instant now) {
        return new History(Verdict.UNKNOWN, false, 0, now, Optional.empty());
    }

    /** The check asks something else now: the verdict stands until that has its first result. */
    History redefined() {
        return new History(verdict, false, 0, since, lastError);
    }

    History after(Outcome outcome, Check check, Instant now) {
        return switch (outcome) {
            case Outcome.Success success -> after(Verdict.SUCCEEDING, check.rise(), lastError, now);
            case Outcome.Failure(String error) -> after(Verdict.FAILED, check.fall(), Optional.of(error), now);
        };
    }

    private History after(Verdict seen, int needed, Optional<String> error, Instant now) {
        if (seen == verdict) {
            return new History(verdict, true, 0, since, error);
        }
        boolean convinced = !decided || opposing + 1 >= needed;
        return convinced
                ? new History(seen, true, 0, now, error)
                : new History(verdict, true, opposing + 1, since, error);
    }
}
