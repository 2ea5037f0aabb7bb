package io.ipvsoperator.vrrp;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.IntPredicate;

/** A network segment in virtual time, which may lose, repeat and delay packets or fall apart. */
final class Segment {

    /** The longest way of a packet from machine to machine. */
    static final Duration LATENCY = Duration.ofNanos(400_000);

    private record Scheduled(MonotonicInstant at, long order, Runnable action) {}

    private final PriorityQueue<Scheduled> agenda =
            new PriorityQueue<>(Comparator.comparing(Scheduled::at).thenComparingLong(Scheduled::order));
    private final List<SimulatedDirector> directors = new ArrayList<>();
    private final Random random;
    private MonotonicInstant now = new MonotonicInstant(Long.MAX_VALUE - 5_000_000_000L);
    private long order;
    private double loss;
    private double duplication;
    private String lastAnnouncer = "";

    Segment(long seed) {
        random = new Random(seed);
    }

    SimulatedDirector add(String name, Router router) {
        SimulatedDirector director = new SimulatedDirector(name, router, this);
        directors.add(director);
        return director;
    }

    void disturb(double loss, double duplication) {
        this.loss = loss;
        this.duplication = duplication;
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

    void multicast(SimulatedDirector from, AdvertisementPacket packet) {
        for (SimulatedDirector to : directors) {
            if (to != from && from.reaches(to) && random.nextDouble() >= loss) {
                deliver(to, packet);
                if (random.nextDouble() < duplication) {
                    deliver(to, packet);
                }
            }
        }
    }

    private void deliver(SimulatedDirector to, AdvertisementPacket packet) {
        MonotonicInstant arrival = now.plus(LATENCY.dividedBy(4))
                .plus(jitter(LATENCY.multipliedBy(3).dividedBy(4)));
        at(arrival, () -> to.arrive(packet));
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
