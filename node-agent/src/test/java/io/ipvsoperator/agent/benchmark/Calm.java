package io.ipvsoperator.agent.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Since when only one director advertises. Written by the capture's thread, read by another. */
final class Calm implements Consumer<Sighting> {
    private final Rank active;
    private Instant begun = Instant.MAX;

    Calm(Rank active) {
        this.active = active;
    }

    @Override
    public synchronized void accept(Sighting sighting) {
        switch (sighting) {
            case Sighting.Advertisement advertisement -> {
                if (advertisement.by() != active) {
                    begun = Instant.MAX;
                } else if (begun.equals(Instant.MAX)) {
                    begun = advertisement.at();
                }
            }
            case Sighting.Announcement announcement -> {}
        }
    }

    synchronized boolean hasLasted(Duration duration, Instant now) {
        return !begun.equals(Instant.MAX) && Duration.between(begun, now).compareTo(duration) >= 0;
    }
}
