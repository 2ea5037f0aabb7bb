package io.ipvsoperator.agent.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Two directors of one implementation on a segment of their own, one of them active, and what happens to the first. */
final class Pair implements AutoCloseable {
    /** For a Java virtual machine to come up on a busy machine, and for slow timers. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** What a start leaves to do in the background is not to be measured. */
    private static final Duration CALM = Duration.ofSeconds(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final Implementation implementation;
    private final MeasuredRouter router;
    private final BenchmarkSegment segment;
    private final Capture capture;
    private final Map<Rank, Speaker> speakers = new EnumMap<>(Rank.class);

    /** A benchmark that is broken off leaves nothing behind. */
    private final Thread atExit = new Thread(this::stop);

    private Pair(Implementation implementation, MeasuredRouter router) throws IOException {
        this.implementation = implementation;
        this.router = router;
        this.segment = new BenchmarkSegment("bench-" + implementation.label());
        this.capture = Capture.on(segment);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Returns when the first is active and the second has been silent for a while. */
    static Pair start(Implementation implementation, MeasuredRouter router) throws IOException {
        Pair pair = new Pair(implementation, router);
        for (Rank rank : Rank.values()) {
            pair.start(rank);
        }
        pair.settle(Rank.FIRST);
        return pair;
    }

    MeasuredRouter router() {
        return router;
    }

    Capture capture() {
        return capture;
    }

    Speaker speaker(Rank rank) {
        return Objects.requireNonNull(speakers.get(rank), "not started: " + rank);
    }

    private Speaker start(Rank rank) throws IOException {
        Speaker speaker = Speaker.start(implementation, segment, rank, router);
        Optional.ofNullable(speakers.put(rank, speaker)).ifPresent(Speaker::close);
        return speaker;
    }

    /**
     * Has it happen at a random point of the interval, and waits until the successor has announced every address.
     *
     * @param watched how long to look at the advertisements after that
     * @throws NoCalmException when both go on taking over from each other
     */
    Takeover measure(Occurrence occurrence, Duration watched) throws IOException, InterruptedException {
        settle(occurrence.successor().other());
        Watch watch = new Watch(occurrence.successor(), router.addressCount());
        capture.listen(watch);
        // The predecessor is heard at least once.
        LockSupport.parkNanos(router.interval().toNanos()
                + ThreadLocalRandom.current().nextLong(router.interval().toNanos()));
        Instant at = happen(occurrence);
        if (!watch.awaitTakeover(PATIENCE)) {
            throw new IllegalStateException("%s, %s, %s: nobody took over within %d s, log of the successor: %s"
                    .formatted(
                            implementation,
                            router,
                            occurrence,
                            PATIENCE.toSeconds(),
                            speaker(occurrence.successor()).log()));
        }
        LockSupport.parkNanos(watched.toNanos());
        Takeover takeover = watch.takeover(at, router.interval());
        if (occurrence.endsProcess()) {
            speaker(Rank.FIRST).awaitEnd();
        }
        return takeover;
    }

    private Instant happen(Occurrence occurrence) throws IOException {
        return switch (occurrence) {
            case KILLED -> speaker(Rank.FIRST).kill();
            case TERMINATED -> speaker(Rank.FIRST).terminate();
            case STARTED -> start(Rank.FIRST).startedAt();
            case LINK_DOWN -> segment.setLink(Rank.FIRST, false);
            case LINK_UP -> segment.setLink(Rank.FIRST, true);
        };
    }

    private void settle(Rank active) {
        Calm calm = new Calm(active);
        capture.listen(calm);
        Duration silence = longer(CALM, router.interval().multipliedBy(2));
        Instant deadline = Instant.now().plus(PATIENCE).plus(silence);
        while (!calm.hasLasted(silence, Instant.now())) {
            if (Instant.now().isAfter(deadline)) {
                throw new NoCalmException("%s, %s: no calm with %s active, its log: %s"
                        .formatted(
                                implementation, router, active, speaker(active).log()));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        stop();
    }

    private void stop() {
        speakers.values().forEach(Speaker::close);
        capture.close();
        segment.close();
    }
}
