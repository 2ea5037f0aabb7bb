package io.ipvsoperator.agent.announce;

import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Asks the segment whether somebody has an address, in the manner of RFC 5227 section 2.1.1 but within 200 ms: here an answer is
 * expected of a director that serves the address at this moment. A value: every step gives the next one.
 *
 * @param asking addresses without a verdict yet
 * @param free addresses for which nobody spoke up
 * @param taken addresses that somebody has, and when to ask again
 * @param <A> what is asked for: an address on an interface
 */
public record OwnershipProbe<A>(Map<A, Asking> asking, Set<A> free, Map<A, MonotonicInstant> taken) {
    private static final int PROBES = 3;
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(60);
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(200);
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(3);

    public OwnershipProbe {
        asking = Map.copyOf(asking);
        free = Set.copyOf(free);
        taken = Map.copyOf(taken);
    }

    /**
     * @param sent probes so far
     * @param startedAt when the first was sent, or is to be
     */
    public record Asking(int sent, MonotonicInstant startedAt, MonotonicInstant nextAt) {}

    /** Probes to send now, and what follows. */
    public record Step<A>(List<A> probes, OwnershipProbe<A> next) {}

    public static <A> OwnershipProbe<A> nothing() {
        return new OwnershipProbe<>(Map.of(), Set.of(), Map.of());
    }

    /** Begins with addresses not seen before and forgets those no longer wanted. */
    public OwnershipProbe<A> wanting(Set<A> wanted, MonotonicInstant now) {
        Predicate<A> unwanted = address -> !wanted.contains(address);
        Map<A, Asking> stillAsking = new LinkedHashMap<>(asking);
        Set<A> stillFree = new LinkedHashSet<>(free);
        Map<A, MonotonicInstant> stillTaken = new LinkedHashMap<>(taken);
        stillAsking.keySet().removeIf(unwanted);
        stillFree.removeIf(unwanted);
        stillTaken.keySet().removeIf(unwanted);
        for (A address : wanted) {
            boolean known =
                    stillAsking.containsKey(address) || stillFree.contains(address) || stillTaken.containsKey(address);
            if (!known) {
                stillAsking.put(address, new Asking(0, now, now));
            }
        }
        return new OwnershipProbe<>(stillAsking, stillFree, stillTaken);
    }

    /** Somebody else claims the address. */
    public OwnershipProbe<A> claimed(A address, MonotonicInstant now) {
        boolean asked = Optional.ofNullable(asking.get(address))
                .filter(question -> question.sent() > 0)
                .isPresent();
        if (!asked) {
            // Said before the question.
            return this;
        }
        Map<A, Asking> stillAsking = new LinkedHashMap<>(asking);
        stillAsking.remove(address);
        Map<A, MonotonicInstant> nowTaken = new LinkedHashMap<>(taken);
        nowTaken.put(address, now.plus(ASK_AGAIN_AFTER));
        return new OwnershipProbe<>(stillAsking, free, nowTaken);
    }

    /** A probe that is due now could not be sent: the question begins anew, and what was asked before does not count. */
    public OwnershipProbe<A> postponed(A address, MonotonicInstant until) {
        Map<A, Asking> stillAsking = new LinkedHashMap<>(asking);
        stillAsking.replace(address, new Asking(0, until, until));
        return new OwnershipProbe<>(stillAsking, free, taken);
    }

    /** Whether somebody may speak up now. */
    public boolean awaitsAnswer() {
        return asking.values().stream().anyMatch(question -> question.sent() > 0);
    }

    public Optional<MonotonicInstant> deadline() {
        Optional<MonotonicInstant> ask =
                asking.values().stream().map(Asking::nextAt).reduce(MonotonicInstant::earlier);
        Optional<MonotonicInstant> again = taken.values().stream().reduce(MonotonicInstant::earlier);
        return Stream.of(ask, again).flatMap(Optional::stream).reduce(MonotonicInstant::earlier);
    }

    public Step<A> at(MonotonicInstant now) {
        List<A> probes = new ArrayList<>();
        Map<A, Asking> stillAsking = new LinkedHashMap<>();
        Set<A> nowFree = new LinkedHashSet<>(free);
        Map<A, MonotonicInstant> stillTaken = new LinkedHashMap<>();
        taken.forEach((address, again) -> {
            if (again.isReachedAt(now)) {
                probes.add(address);
                stillAsking.put(address, afterProbe(new Asking(0, now, now), now));
            } else {
                stillTaken.put(address, again);
            }
        });
        asking.forEach((address, each) -> {
            if (!each.nextAt().isReachedAt(now)) {
                stillAsking.put(address, each);
            } else if (each.sent() < PROBES) {
                probes.add(address);
                stillAsking.put(address, afterProbe(each, now));
            } else {
                nowFree.add(address);
            }
        });
        return new Step<>(List.copyOf(probes), new OwnershipProbe<>(stillAsking, nowFree, stillTaken));
    }

    /** After the last probe there is nothing more to send: the next step is the verdict. */
    private static Asking afterProbe(Asking each, MonotonicInstant now) {
        int sent = each.sent() + 1;
        MonotonicInstant startedAt = each.sent() == 0 ? now : each.startedAt();
        MonotonicInstant next = sent < PROBES ? now.plus(BETWEEN_PROBES) : startedAt.plus(ANSWER_WITHIN);
        return new Asking(sent, startedAt, next);
    }
}
