package io.ipvsoperator.agent.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** Whether a director under load keeps what it has: both implementations at once, every processor kept busy by others. */
final class LoadPart {
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final Map<Implementation, Steadiness> steadiness = new EnumMap<>(Implementation.class);

    static LoadPart measure(Options options) throws IOException {
        LoadPart part = new LoadPart();
        List<Process> busy = new ArrayList<>();
        try (Pair ours = Pair.start(Implementation.IPVS_OPERATOR, new MeasuredRouter(INTERVAL, 1));
                Pair theirs = Pair.start(Implementation.KEEPALIVED, new MeasuredRouter(INTERVAL, 1))) {
            part.watch(Implementation.IPVS_OPERATOR, ours);
            part.watch(Implementation.KEEPALIVED, theirs);
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                busy.add(new ProcessBuilder("bash", "-c", "while :; do :; done").start());
            }
            part.observe(options.loadDuration());
            // What follows is the end of the directors themselves.
            ours.capture().listen(sighting -> {});
            theirs.capture().listen(sighting -> {});
        } finally {
            busy.forEach(Process::destroy);
        }
        return part;
    }

    private void watch(Implementation implementation, Pair pair) {
        Steadiness each = new Steadiness(INTERVAL);
        steadiness.put(implementation, each);
        pair.capture().listen(each);
    }

    private void observe(Duration duration) {
        Instant end = Instant.now().plus(duration);
        while (Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Math.min(
                    Duration.ofMinutes(1).toNanos(),
                    Duration.between(Instant.now(), end).toNanos()));
            steadiness.forEach((implementation, each) -> Progress.say(
                    "under load, %s: %d transitions".formatted(implementation.label(), each.transitions())));
        }
    }

    Steadiness of(Implementation implementation) {
        return Objects.requireNonNull(steadiness.get(implementation));
    }
}
