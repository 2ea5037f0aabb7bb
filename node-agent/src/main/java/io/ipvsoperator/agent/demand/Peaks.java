package io.ipvsoperator.agent.demand;

import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The highest rates of the last 24 hours, and of up to one hour more: one value an hour is kept of what had any traffic in it.
 * Used by one thread.
 *
 * @param <K> what has a rate
 */
final class Peaks<K> {
    private static final Duration HOUR = Duration.ofHours(1);
    /** The one that runs and 24 whole ones. */
    private static final int HOURS = 25;

    private final Deque<Hour<K>> hours = new ArrayDeque<>();

    private record Hour<K>(MonotonicInstant begin, Map<K, Rate> highest) {}

    void add(Map<K, Rate> rates, MonotonicInstant now) {
        if (hours.isEmpty() || isOver(hours.getLast(), now)) {
            hours.addLast(new Hour<>(now, new HashMap<>()));
        }
        while (hours.getFirst().begin().until(now).compareTo(HOUR.multipliedBy(HOURS)) >= 0) {
            hours.removeFirst();
        }
        Map<K, Rate> highest = hours.getLast().highest();
        rates.forEach((key, rate) -> {
            if (!rate.equals(Rate.ZERO)) {
                highest.merge(key, rate, Rate::max);
            }
        });
    }

    private static boolean isOver(Hour<?> hour, MonotonicInstant now) {
        return hour.begin().until(now).compareTo(HOUR) >= 0;
    }

    Rate of(K key) {
        return hours.stream()
                .map(hour -> hour.highest().getOrDefault(key, Rate.ZERO))
                .reduce(Rate.ZERO, Rate::max);
    }
}
