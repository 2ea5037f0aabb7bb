package io.ipvsoperator.wire.vrrp;

import java.time.Duration;

/**
 * The time between two advertisements of an active router: steps of 10 ms, up to the 255 s of version 2. Whether one of
 * the versions can write it is for {@link VrrpVersion#requireRepresentable} to say.
 */
public record AdvertInterval(Duration duration) {

    private static final Duration STEP = Duration.ofMillis(10);

    private static final Duration LONGEST = Duration.ofSeconds(255);

    public AdvertInterval {
        boolean inRange = duration.compareTo(STEP) >= 0 && duration.compareTo(LONGEST) <= 0;
        if (!inRange || duration.toNanos() % STEP.toNanos() != 0) {
            throw new IllegalArgumentException(
                    "advertisement interval is a multiple of 10 ms from 10 ms to 255 s, not " + duration);
        }
    }

    public static AdvertInterval ofCentiseconds(int centiseconds) {
        return new AdvertInterval(STEP.multipliedBy(centiseconds));
    }

    public static AdvertInterval ofSeconds(int seconds) {
        return new AdvertInterval(Duration.ofSeconds(seconds));
    }

    public int centiseconds() {
        return Math.toIntExact(duration.dividedBy(STEP));
    }

    @Override
    public String toString() {
        return duration.toString();
    }
}
