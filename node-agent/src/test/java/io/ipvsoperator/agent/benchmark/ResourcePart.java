package io.ipvsoperator.agent.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** What a director costs while nothing happens. */
final class ResourcePart {
    private static final Duration OBSERVED = Duration.ofSeconds(20);

    private final List<Usage> usages = new ArrayList<>();

    /**
     * @param processorPercent of one processor
     * @param residentMebibytes at the end
     */
    record Usage(
            Implementation implementation,
            MeasuredRouter router,
            Rank rank,
            double processorPercent,
            double residentMebibytes) {}

    static ResourcePart measure(Options options) throws IOException {
        ResourcePart part = new ResourcePart();
        for (Duration interval : options.intervals()) {
            part.measure(new MeasuredRouter(interval, 1));
        }
        part.measure(new MeasuredRouter(options.intervals().getFirst(), 200));
        return part;
    }

    private void measure(MeasuredRouter router) throws IOException {
        for (Implementation implementation : Implementation.values()) {
            try (Pair pair = Pair.start(implementation, router)) {
                Duration first = pair.speaker(Rank.FIRST).processorTime();
                Duration second = pair.speaker(Rank.SECOND).processorTime();
                LockSupport.parkNanos(OBSERVED.toNanos());
                note(pair, implementation, Rank.FIRST, first);
                note(pair, implementation, Rank.SECOND, second);
            }
        }
    }

    private void note(Pair pair, Implementation implementation, Rank rank, Duration before) throws IOException {
        Duration used = pair.speaker(rank).processorTime().minus(before);
        Usage usage = new Usage(
                implementation,
                pair.router(),
                rank,
                100.0 * used.toMillis() / OBSERVED.toMillis(),
                pair.speaker(rank).residentKibibytes() / 1024.0);
        usages.add(usage);
        Progress.say(String.format(
                Locale.ROOT,
                "%s, adverts of %d ms, %d addresses, %s: %.2f %% of a processor, %.1f MiB resident",
                implementation.label(),
                pair.router().interval().toMillis(),
                pair.router().addressCount(),
                rank.label(),
                usage.processorPercent(),
                usage.residentMebibytes()));
    }

    List<Usage> usages() {
        return List.copyOf(usages);
    }
}
