package io.ipvsoperator.agent.logging;

import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.Optional;

/** Lets one line of a kind into the log and then none for a minute, for what may go on and on. Used by one thread at a time. */
public final class OncePerMinute {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private Optional<MonotonicInstant> quietUntil = Optional.empty();

    /** Whether it may be said now; if so it is taken as said. */
    public boolean mayTell(MonotonicInstant now) {
        if (quietUntil.filter(until -> !until.isReachedAt(now)).isPresent()) {
            return false;
        }
        quietUntil = Optional.of(now.plus(PAUSE));
        return true;
    }
}
