package io.ipvsoperator.agent.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How soon a successor speaks, by event and interval. */
final class FailoverPart {
    /** The implementations take turns, so that a change of the machine's load meets both. */
    private static final int ROUNDS = 3;

    private final Map<Case, List<Takeover>> takeovers = new LinkedHashMap<>();

    /** One line of the results. */
    record Case(MeasuredRouter router, Occurrence occurrence, Implementation implementation) {}

    /** In the order in which they are told. */
    static FailoverPart measure(Options options) throws IOException, InterruptedException {
        FailoverPart part = new FailoverPart();
        for (Duration interval : options.intervals()) {
            for (int round = 0; round < ROUNDS; round++) {
                int from = options.runs() * round / ROUNDS;
                int to = options.runs() * (round + 1) / ROUNDS;
                for (Implementation implementation : Implementation.values()) {
                    part.measure(implementation, new MeasuredRouter(interval, 1), to - from);
                }
            }
        }
        return part;
    }

    private void measure(Implementation implementation, MeasuredRouter router, int runs)
            throws IOException, InterruptedException {
        if (runs == 0) {
            return;
        }
        try (Pair pair = Pair.start(implementation, router)) {
            for (int run = 0; run < runs; run++) {
                measure(pair, implementation, Occurrence.KILLED);
                measure(pair, implementation, Occurrence.STARTED);
                measure(pair, implementation, Occurrence.TERMINATED);
                measure(pair, implementation, Occurrence.STARTED);
                measure(pair, implementation, Occurrence.LINK_DOWN);
                measure(pair, implementation, Occurrence.LINK_UP);
            }
        }
    }

    private void measure(Pair pair, Implementation implementation, Occurrence occurrence)
            throws IOException, InterruptedException {
        Takeover takeover = pair.measure(occurrence, Duration.ZERO);
        takeovers
                .computeIfAbsent(new Case(pair.router(), occurrence, implementation), absent -> new ArrayList<>())
                .add(takeover);
        Progress.say("%s, adverts of %d ms, %s: advert after %s ms, announced after %s ms%s"
                .formatted(
                        implementation.label(),
                        pair.router().interval().toMillis(),
                        occurrence.label(),
                        Series.milliseconds(takeover.advertised()),
                        Series.milliseconds(takeover.announced()),
                        takeover.resigned()
                                .map(at -> ", resigned after " + Series.milliseconds(at))
                                .orElse("")));
    }

    List<MeasuredRouter> routers() {
        return takeovers.keySet().stream().map(Case::router).distinct().toList();
    }

    /** From the event to the successor's first advertisement. */
    Optional<Series> advertised(MeasuredRouter router, Occurrence occurrence, Implementation implementation) {
        return series(new Case(router, occurrence, implementation))
                .map(all -> new Series(all.stream().map(Takeover::advertised).toList()));
    }

    /** From the event to the first announcement of the address. */
    Optional<Series> announced(MeasuredRouter router, Occurrence occurrence, Implementation implementation) {
        return series(new Case(router, occurrence, implementation))
                .map(all -> new Series(all.stream().map(Takeover::announced).toList()));
    }

    /** How much longer the predecessor had been silent than the protocol says when the successor spoke. */
    Optional<Series> overdue(MeasuredRouter router, Occurrence occurrence, Implementation implementation) {
        Optional<Duration> due = occurrence.silence(router);
        List<Duration> overdue = series(new Case(router, occurrence, implementation)).orElse(List.of()).stream()
                .flatMap(takeover -> takeover.silence().stream())
                .flatMap(silence -> due.map(silence::minus).stream())
                .toList();
        return overdue.isEmpty() ? Optional.empty() : Optional.of(new Series(overdue));
    }

    private Optional<List<Takeover>> series(Case which) {
        return Optional.ofNullable(takeovers.get(which));
    }

    /** Every measurement, for those who want to reckon themselves. */
    List<String> commaSeparated() {
        List<String> lines = new ArrayList<>();
        lines.add("implementation,interval_ms,event,resigned_us,silence_us,advertised_us,announced_us");
        takeovers.forEach((which, all) -> all.forEach(takeover -> lines.add("%s,%d,%s,%s,%s,%d,%d"
                .formatted(
                        which.implementation().label(),
                        which.router().interval().toMillis(),
                        which.occurrence().name().toLowerCase(Locale.ROOT),
                        takeover.resigned().map(FailoverPart::microseconds).orElse(""),
                        takeover.silence().map(FailoverPart::microseconds).orElse(""),
                        takeover.advertised().toNanos() / 1000,
                        takeover.announced().toNanos() / 1000))));
        return lines;
    }

    private static String microseconds(Duration duration) {
        return Long.toString(duration.toNanos() / 1000);
    }
}
