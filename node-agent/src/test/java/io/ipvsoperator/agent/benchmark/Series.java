package io.ipvsoperator.agent.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Measured durations, in ascending order; at least one. */
public record Series(List<Duration> sorted) {
    public Series {
        sorted = sorted.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("a series has at least one measurement");
        }
    }

    public int count() {
        return sorted.size();
    }

    public Duration median() {
        return percentile(50);
    }

    public Duration max() {
        return sorted.getLast();
    }

    /** By nearest rank: a value that was measured. Of fewer than a hundred the 99th is the greatest. */
    public Duration percentile(int percent) {
        return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
    }

    /** As the tables have it. */
    public static String milliseconds(Duration duration) {
        double milliseconds = duration.toNanos() / 1e6;
        return String.format(Locale.ROOT, Math.abs(milliseconds) < 1000 ? "%.1f" : "%.0f", milliseconds);
    }

    @Override
    public String toString() {
        return "%s / %s / %s".formatted(milliseconds(median()), milliseconds(percentile(99)), milliseconds(max()));
    }
}
