package io.ipvsoperator.agent.health;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts durations in buckets of fixed bounds. One thread records, any thread writes it out. */
public final class DurationHistogram {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long[] boundsNanos;
    /** One counter per bound, one for what lies above, and the sum of nanoseconds. */
    private final AtomicLongArray counters;

    public DurationHistogram(Duration... bounds) {
        boundsNanos = new long[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            boundsNanos[i] = bounds[i].toNanos();
        }
        counters = new AtomicLongArray(bounds.length + 2);
    }

    public void record(Duration duration) {
        long nanos = duration.toNanos();
        int bucket = 0;
        while (bucket < boundsNanos.length && nanos > boundsNanos[bucket]) {
            bucket++;
        }
        counters.incrementAndGet(bucket);
        counters.addAndGet(boundsNanos.length + 1, nanos);
    }

    public void writeTo(Exposition page, String name, String... labels) {
        long cumulated = 0;
        for (int i = 0; i < boundsNanos.length; i++) {
            cumulated += counters.get(i);
            page.sample(
                    name + "_bucket", cumulated, with(labels, "le", String.valueOf(boundsNanos[i] / NANOS_PER_SECOND)));
        }
        cumulated += counters.get(boundsNanos.length);
        page.sample(name + "_bucket", cumulated, with(labels, "le", "+Inf"));
        page.sample(name + "_sum", counters.get(boundsNanos.length + 1) / NANOS_PER_SECOND, labels);
        page.sample(name + "_count", cumulated, labels);
    }

    private static String[] with(String[] labels, String name, String value) {
        String[] extended = Arrays.copyOf(labels, labels.length + 2);
        extended[labels.length] = name;
        extended[labels.length + 1] = value;
        return extended;
    }
}
