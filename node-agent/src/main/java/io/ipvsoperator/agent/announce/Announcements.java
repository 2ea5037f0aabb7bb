package io.ipvsoperator.agent.announce;

import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Which announcements are still to be sent, and when: no socket, no clock. Packets are taken one by one, so that an address that
 * is given up meanwhile is not claimed once more. Used by one thread.
 *
 * @param <A> what is announced: an address on an interface
 */
public final class Announcements<A> {
    /** Between two packets of one address within a set, for those who are deaf at this moment. */
    private static final Duration BETWEEN_REPEATS = Duration.ofMillis(10);

    private final ToIntFunction<A> interfaceIndex;
    private final Map<Integer, Segment<A>> segments = new HashMap<>();
    /** The next packet of each address. One in a queue whose address is not here is void. */
    private final Map<A, Packet<A>> next = new HashMap<>();

    private long packets;

    /**
     * @param sent packets of this set before this one
     * @param order among those that are due at the same time: addresses go round before one is repeated. No two packets have the same
     */
    private record Packet<A>(
            A address,
            AnnouncementPolicy policy,
            int set,
            int sent,
            MonotonicInstant setAt,
            MonotonicInstant dueAt,
            long order) {}

    /** What leaves by one interface. */
    private static final class Segment<A> {
        private final NavigableSet<Packet<A>> queue = new TreeSet<>(
                Comparator.<Packet<A>, MonotonicInstant>comparing(Packet::dueAt).thenComparingLong(Packet::order));
        private Optional<MonotonicInstant> quietUntil = Optional.empty();

        private Optional<MonotonicInstant> deadline() {
            return (queue.isEmpty() ? Optional.<Packet<A>>empty() : Optional.of(queue.first()))
                    .map(packet -> quietUntil
                            .filter(quiet -> !quiet.isReachedAt(packet.dueAt()))
                            .orElse(packet.dueAt()));
        }
    }

    /** @param interfaceIndex of the interface that packets of an address leave by */
    public Announcements(ToIntFunction<A> interfaceIndex) {
        this.interfaceIndex = interfaceIndex;
    }

    /** Begins anew for an address that is being announced already. */
    public void begin(A address, AnnouncementPolicy policy, MonotonicInstant now) {
        schedule(new Packet<>(address, policy, 0, 0, now, now, packets++));
    }

    private void schedule(Packet<A> packet) {
        Segment<A> segment =
                segments.computeIfAbsent(interfaceIndex.applyAsInt(packet.address()), absent -> new Segment<>());
        Optional.ofNullable(next.put(packet.address(), packet)).ifPresent(segment.queue::remove);
        segment.queue.add(packet);
    }

    /** What is given up must not be claimed once more. */
    public void end(Predicate<A> givenUp) {
        next.keySet().removeIf(givenUp);
    }

    /** When {@link #takeDue} gives something next. */
    public Optional<MonotonicInstant> deadline() {
        segments.values().forEach(this::dropVoid);
        return segments.values().stream()
                .flatMap(segment -> segment.deadline().stream())
                .reduce(MonotonicInstant::earlier);
    }

    /** The address of which one packet is to be sent now. */
    public Optional<A> takeDue(MonotonicInstant now) {
        for (Segment<A> segment : segments.values()) {
            dropVoid(segment);
            if (segment.deadline().filter(due -> due.isReachedAt(now)).isPresent()) {
                Packet<A> packet = segment.queue.removeFirst();
                segment.quietUntil = Optional.of(now.plus(packet.policy().interval()));
                next.remove(packet.address());
                following(packet, now).ifPresent(this::schedule);
                return Optional.of(packet.address());
            }
        }
        return Optional.empty();
    }

    private void dropVoid(Segment<A> segment) {
        while (!segment.queue.isEmpty() && isVoid(segment.queue.first())) {
            segment.queue.removeFirst();
        }
    }

    private boolean isVoid(Packet<A> packet) {
        Packet<A> valid = next.get(packet.address());
        return valid == null || valid.order() != packet.order();
    }

    private Optional<Packet<A>> following(Packet<A> packet, MonotonicInstant now) {
        AnnouncementPolicy policy = packet.policy();
        int sent = packet.sent() + 1;
        if (sent < policy.packetsIn(packet.set())) {
            MonotonicInstant dueAt = now.plus(BETWEEN_REPEATS);
            return Optional.of(
                    new Packet<>(packet.address(), policy, packet.set(), sent, packet.setAt(), dueAt, packets++));
        }
        Duration pause = policy.pauseAfter(packet.set());
        if (pause.isZero()) {
            return Optional.empty();
        }
        MonotonicInstant planned = packet.setAt().plus(pause);
        MonotonicInstant setAt = planned.isReachedAt(now) ? now : planned;
        return Optional.of(new Packet<>(packet.address(), policy, packet.set() + 1, 0, setAt, setAt, packets++));
    }
}
