package io.ipvsoperator.agent.announce;

import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which announcements are still to be sent, and when: no socket, no clock. Packets are taken one by one, so that an address that
 * is given up meanwhile is not claimed once more. Used by one thread.
 *
 * <p>Who takes a thousand addresses over sends thousands of packets before clients reach the last of them, hence loops instead of
 * lambda expressions: C1 alone, with which the virtual machine compiles here, makes each that captures something by a call of the virtual machine.
 *
 * @param <A> what is announced: an address on an interface
 */
public final class Announcements<A> {
    /** Between two packets of one address within a set, for those who are deaf at this moment. */
    private static final Duration BETWEEN_REPEATS = Duration.ofMillis(10);

    private final ToIntFunction<A> interfaceIndex;
    private final Map<Integer, Segment<A>> segments = new HashMap<>();
    /** The next packet of each address; it is in its segment's queue as well. */
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
            long order)
            implements Comparable<Packet<A>> {
        /** Nobody may have heard of the address yet. */
        boolean isFirst() {
            return set == 0 && sent == 0;
        }

        @Override
        public int compareTo(Packet<A> other) {
            int byTime = dueAt.compareTo(other.dueAt);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** What leaves by one interface. */
    private static final class Segment<A> {
        private final NavigableSet<Packet<A>> first = new TreeSet<>();
        private final NavigableSet<Packet<A>> repeated = new TreeSet<>();
        /** What nobody has heard of goes before what is said again. */
        private final List<NavigableSet<Packet<A>>> queues = List.of(first, repeated);

        private @Nullable MonotonicInstant quietUntil;

        private void add(Packet<A> packet) {
            (packet.isFirst() ? first : repeated).add(packet);
        }

        private void remove(Packet<A> packet) {
            (packet.isFirst() ? first : repeated).remove(packet);
        }

        private @Nullable Packet<A> takeDue(MonotonicInstant now) {
            if (quietUntil != null && !quietUntil.isReachedAt(now)) {
                return null;
            }
            for (NavigableSet<Packet<A>> queue : queues) {
                if (!queue.isEmpty() && queue.first().dueAt().isReachedAt(now)) {
                    Packet<A> packet = queue.removeFirst();
                    quietUntil = now.plus(packet.policy().interval());
                    return packet;
                }
            }
            return null;
        }

        private Optional<MonotonicInstant> deadline() {
            return queues.stream()
                    .filter(queue -> !queue.isEmpty())
                    .map(queue -> queue.first().dueAt())
                    .reduce(MonotonicInstant::earlier)
                    .map(due -> quietUntil == null || quietUntil.isReachedAt(due) ? due : quietUntil);
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
        Segment<A> segment = segmentOf(packet.address());
        Packet<A> replaced = next.put(packet.address(), packet);
        if (replaced != null) {
            segment.remove(replaced);
        }
        segment.add(packet);
    }

    private Segment<A> segmentOf(A address) {
        return segments.computeIfAbsent(interfaceIndex.applyAsInt(address), absent -> new Segment<>());
    }

    /** What is given up must not be claimed once more. */
    public void end(Predicate<A> givenUp) {
        Iterator<Packet<A>> each = next.values().iterator();
        while (each.hasNext()) {
            Packet<A> packet = each.next();
            if (givenUp.test(packet.address())) {
                segmentOf(packet.address()).remove(packet);
                each.remove();
            }
        }
    }

    /** When {@link #takeDue} gives something next. */
    public Optional<MonotonicInstant> deadline() {
        return segments.values().stream()
                .flatMap(segment -> segment.deadline().stream())
                .reduce(MonotonicInstant::earlier);
    }

    /** The address of which one packet is to be sent now. */
    public Optional<A> takeDue(MonotonicInstant now) {
        for (Segment<A> segment : segments.values()) {
            Packet<A> packet = segment.takeDue(now);
            if (packet != null) {
                next.remove(packet.address());
                Packet<A> following = following(packet, now);
                if (following != null) {
                    schedule(following);
                }
                return Optional.of(packet.address());
            }
        }
        return Optional.empty();
    }

    private @Nullable Packet<A> following(Packet<A> packet, MonotonicInstant now) {
        AnnouncementPolicy policy = packet.policy();
        int sent = packet.sent() + 1;
        if (sent < policy.packetsIn(packet.set())) {
            MonotonicInstant dueAt = now.plus(BETWEEN_REPEATS);
            return new Packet<>(packet.address(), policy, packet.set(), sent, packet.setAt(), dueAt, packets++);
        }
        Duration pause = policy.pauseAfter(packet.set());
        if (pause.isZero()) {
            return null;
        }
        MonotonicInstant planned = packet.setAt().plus(pause);
        MonotonicInstant setAt = planned.isReachedAt(now) ? now : planned;
        return new Packet<>(packet.address(), policy, packet.set() + 1, 0, setAt, setAt, packets++);
    }
}
