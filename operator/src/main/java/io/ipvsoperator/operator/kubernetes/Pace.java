package io.ipvsoperator.operator.kubernetes;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps writes of one thing apart: the first goes at once, the next an interval later. Safe for use by many threads. */
public final class Pace {
    private final Duration interval;
    private final Map<String, Long> lastWriteNanos = new ConcurrentHashMap<>();

    public Pace(Duration interval) {
        this.interval = interval;
    }

    /** Zero when a write may go now. */
    public Duration untilNext(String key, long nowNanos) {
        Long last = lastWriteNanos.get(key);
        long left = last == null ? 0 : interval.toNanos() - (nowNanos - last);
        return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
    }

    public void wrote(String key, long nowNanos) {
        lastWriteNanos.put(key, nowNanos);
    }

    public void forget(String key) {
        lastWriteNanos.remove(key);
    }
}
