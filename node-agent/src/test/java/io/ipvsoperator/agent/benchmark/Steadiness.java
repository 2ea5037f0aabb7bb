package io.ipvsoperator.agent.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Who advertises over time, and how late. Written by the capture's thread, read by others. */
final class Steadiness implements Consumer<Sighting> {
    private final Duration interval;
    private final List<Duration> lateness = new ArrayList<>();
    private Optional<Sighting.Advertisement> last = Optional.empty();
    private int transitions;

    Steadiness(Duration interval) {
        this.interval = interval;
    }

    @Override
    public synchronized void accept(Sighting sighting) {
        if (sighting instanceof Sighting.Advertisement next) {
            last.ifPresent(before -> follow(before, next));
            last = Optional.of(next);
        }
    }

    private void follow(Sighting.Advertisement before, Sighting.Advertisement next) {
        if (before.by() == next.by()) {
            lateness.add(between(before.at(), next.at()));
        } else {
            transitions++;
        }
    }

    private Duration between(Instant before, Instant next) {
        return Duration.between(before, next).minus(interval);
    }

    /** How often another director advertised than the one before. */
    synchronized int transitions() {
        return transitions;
    }

    synchronized Series lateness() {
        return new Series(lateness);
    }
}
