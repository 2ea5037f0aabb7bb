package io.ipvsoperator.vrrp;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A network segment in virtual time, which may lose, repeat, delay and so reorder packets, fall apart, or carry them in one
 * direction only. Everything that happens follows from the seed.
 */
final class Segment {

    /** The longest way of a packet from machine to machine. */
    static final Duration LATENCY = Duration.ofNanos(400_000);

    private record Scheduled(MonotonicInstant at, long order, Runnable action) {}

    private final PriorityQueue<Scheduled> agenda =
            new PriorityQueue<>(Comparator.comparing(Scheduled::at).thenComparingLong(Scheduled::order));
    private final List<SimulatedDirector> directors = new ArrayList<>();
    private final Random random;
    private final Set<Way> blocked = new HashSet<>();
    private final Map<Way, MonotonicInstant> arrivals = new HashMap<>();
    private final PacketCapture capture;
    private MonotonicInstant now;
    private long order;
    private Trouble trouble = Trouble.NONE;
    private String lastAnnouncer = "";

    /** @param origin where the clock stands, which must not matter */
    Segment(long seed, MonotonicInstant origin) {
        random = new Random(seed);
        now = origin;
        capture = new PacketCapture(origin);
    }

    Segment(long seed) {
        this(seed, new MonotonicInstant(Long.MAX_VALUE - 5_000_000_000L));
    }

    /**
     * What the segment does to packets.
     *
     * @param loss the part that is lost
     * @param duplication the part that comes twice
     * @param delay how long the slowest tenth is under way at most, so that later ones overtake it
     */
    record Trouble(double loss, double duplication, Duration delay) {
        static final Trouble NONE = new Trouble(0, 0, Duration.ZERO);
    }

    private record Way(SimulatedDirector from, SimulatedDirector to) {}

    SimulatedDirector add(String name, Router router, Duration lifetime) {
        SimulatedDirector director = new SimulatedDirector(name, router, lifetime, this);
        directors.add(director);
        return director;
    }

    void disturb(Trouble trouble) {
        this.trouble = trouble;
    }

    /** From now on nothing comes through in this direction. */
    void block(SimulatedDirector from, SimulatedDirector to) {
        blocked.add(new Way(from, to));
    }

    void unblock() {
        blocked.clear();
    }

    PacketCapture capture() {
        return capture;
    }

    MonotonicInstant now() {
        return now;
    }

    /** Who announced the addresses last: hosts of the segment send there. */
    String lastAnnouncer() {
        return lastAnnouncer;
    }

    void announced(String director) {
        lastAnnouncer = director;
    }

    void at(MonotonicInstant instant, Runnable action) {
        agenda.add(new Scheduled(instant, order++, action));
    }

    Duration jitter(Duration most) {
        return Duration.ofNanos(random.nextLong(most.toNanos() + 1));
    }

    void run(Duration duration) {
        MonotonicInstant end = now.plus(duration);
        for (Scheduled next = agenda.peek(); next != null && next.at().isReachedAt(end); next = agenda.peek()) {
            agenda.remove();
            now = next.at();
            next.action().run();
        }
        now = end;
    }

    void send(SimulatedDirector from, AdvertisementPacket packet) {
        byte[] bytes = packet.toBytes();
        capture.sent(now, bytes);
        for (SimulatedDirector to : directors) {
            boolean addressed =
                    packet.destination().isMulticast() || packet.destination().equals(to.primaryAddress());
            boolean carried = to != from && from.reaches(to) && !blocked.contains(new Way(from, to));
            if (addressed && carried && random.nextDouble() >= trouble.loss()) {
                Way way = new Way(from, to);
                deliver(way, bytes);
                if (random.nextDouble() < trouble.duplication()) {
                    deliver(way, bytes);
                }
            }
        }
    }

    /** On one way packets arrive in the order in which they were sent, unless the segment makes one late. */
    private void deliver(Way way, byte[] packet) {
        MonotonicInstant arrival = now.plus(LATENCY.dividedBy(4))
                .plus(jitter(LATENCY.multipliedBy(3).dividedBy(4)));
        if (random.nextInt(10) == 0 && !trouble.delay().isZero()) {
            arrival = arrival.plus(jitter(trouble.delay()));
        } else {
            MonotonicInstant previous = arrivals.getOrDefault(way, arrival);
            arrival = arrival.compareTo(previous) < 0 ? previous : arrival;
            arrivals.put(way, arrival);
        }
        at(arrival, () -> way.to().arrive(packet));
    }

    List<String> owners() {
        return directors.stream()
                .filter(director -> director.owns(now))
                .map(SimulatedDirector::name)
                .toList();
    }

    /** How long, since {@code from}, as many directors at a time as {@code test} accepts had the addresses. */
    Duration ownedBy(MonotonicInstant from, IntPredicate test) {
        List<Ownership> spans =
                directors.stream().flatMap(director -> director.ownerships(now)).toList();
        List<MonotonicInstant> edges = new ArrayList<>(List.of(from, now));
        spans.forEach(span -> edges.addAll(List.of(span.from(), span.to())));
        edges.removeIf(edge -> edge.compareTo(from) < 0 || edge.compareTo(now) > 0);
        edges.sort(Comparator.naturalOrder());
        Duration total = Duration.ZERO;
        for (int i = 1; i < edges.size(); i++) {
            MonotonicInstant start = edges.get(i - 1);
            int owners =
                    (int) spans.stream().filter(span -> span.holdsAt(start)).count();
            if (test.test(owners)) {
                total = total.plus(start.until(edges.get(i)));
            }
        }
        return total;
    }

    /** A time during which a director had the addresses. */
    record Ownership(MonotonicInstant from, MonotonicInstant to) {
        boolean holdsAt(MonotonicInstant instant) {
            return from.isReachedAt(instant) && !to.isReachedAt(instant);
        }
    }
}
