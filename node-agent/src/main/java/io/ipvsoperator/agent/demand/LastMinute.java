package io.ipvsoperator.agent.demand;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What went through in the last minute, of every address. The kernel moves its counters every two seconds, so a mean over ten seconds
 * may be wrong by a fifth and one over a minute by a thirtieth. Used by one thread.
 */
final class LastMinute {
    static final Duration SPAN = Duration.ofSeconds(60);
    /** More looks than that are passed over, which bounds what is kept. */
    static final Duration SPACING = Duration.ofSeconds(4);

    private final Deque<Look> looks = new ArrayDeque<>();

    private record Look(MonotonicInstant at, Map<IpAddress, Traffic> totals) {
        Duration age(MonotonicInstant now) {
            return at.until(now);
        }
    }

    /** @param time that it took, at least a minute */
    record Growth(Map<IpAddress, Traffic> traffic, Duration time) {}

    /**
     * Looks that are missing make the time longer over which the mean is taken.
     *
     * @param totals what went through since some beginning
     * @return empty before a minute is over, and when it is too early for another look
     */
    Optional<Growth> add(Map<IpAddress, Traffic> totals, MonotonicInstant now) {
        if (!looks.isEmpty() && looks.getLast().age(now).compareTo(SPACING) < 0) {
            return Optional.empty();
        }
        looks.addLast(new Look(now, totals));
        Optional<Look> begin = Optional.empty();
        while (looks.getFirst().age(now).compareTo(SPAN) >= 0) {
            begin = Optional.of(looks.removeFirst());
        }
        begin.ifPresent(looks::addFirst);
        return begin.map(from -> new Growth(growth(from.totals(), totals), from.age(now)));
    }

    private static Map<IpAddress, Traffic> growth(Map<IpAddress, Traffic> before, Map<IpAddress, Traffic> totals) {
        Map<IpAddress, Traffic> growth = new HashMap<>();
        totals.forEach((address, total) ->
                growth.put(address, grown(before.getOrDefault(address, Traffic.NONE), total)));
        return growth;
    }

    /** An address that went and came back begins anew. */
    private static Traffic grown(Traffic then, Traffic now) {
        Traffic grown = now.minus(then);
        return grown.bytes() < 0 || grown.packets() < 0 || grown.connections() < 0 ? now : grown;
    }
}
