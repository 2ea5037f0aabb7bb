package io.ipvsoperator.agent.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured.
 *
 * @param runs of every event
 * @param loadDuration how long both processors are kept busy
 * @param report directory of the page whose tables are replaced; absent: they are only shown
 */
record Options(int runs, List<Duration> intervals, Set<Part> parts, Duration loadDuration, Optional<Path> report) {
    static final String USAGE = """
            usage: bench-failover [--runs N] [--intervals 10ms,100ms,1s] [--load-duration 10m]
                                  [--parts failover,announcements,resources,load] [--report DIRECTORY]
            Without --parts all but load. --report rewrites the tables of DIRECTORY/performance.md and its plot.""";

    /** The sections of the page. */
    enum Part {
        FAILOVER,
        ANNOUNCEMENTS,
        RESOURCES,
        LOAD;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Options {
        intervals = List.copyOf(intervals);
        parts = Set.copyOf(parts);
        if (runs < 1) {
            throw new IllegalArgumentException("--runs is at least 1, not " + runs);
        }
    }

    /** @throws IllegalArgumentException saying what an argument must be */
    static Options of(String... arguments) {
        Options options = new Options(
                15,
                List.of(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1)),
                EnumSet.complementOf(EnumSet.of(Part.LOAD)),
                Duration.ofMinutes(10),
                Optional.empty());
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException("every option has a value\n" + USAGE);
        }
        for (int i = 0; i < arguments.length; i += 2) {
            options = options.with(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private Options with(String option, String value) {
        return switch (option) {
            case "--runs" -> new Options(Integer.parseInt(value), intervals, parts, loadDuration, report);
            case "--intervals" -> new Options(runs, durations(value), parts, loadDuration, report);
            case "--parts" -> new Options(runs, intervals, parts(value), loadDuration, report);
            case "--load-duration" -> new Options(runs, intervals, parts, duration(value), report);
            case "--report" -> new Options(runs, intervals, parts, loadDuration, Optional.of(Path.of(value)));
            default -> throw new IllegalArgumentException("there is no option " + option + "\n" + USAGE);
        };
    }

    private static List<Duration> durations(String value) {
        return Arrays.stream(value.split(",")).map(Options::duration).toList();
    }

    private static Duration duration(String value) {
        int unit = value.replaceAll("[a-z]*$", "").length();
        long number = Long.parseLong(value.substring(0, unit));
        return switch (value.substring(unit)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> throw new IllegalArgumentException("a duration is such as 10ms, 1s or 10m, not " + value);
        };
    }

    private static Set<Part> parts(String value) {
        return EnumSet.copyOf(Arrays.stream(value.split(","))
                .map(name -> Part.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList());
    }
}
