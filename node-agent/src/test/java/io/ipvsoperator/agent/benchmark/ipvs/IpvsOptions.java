package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.benchmark.ipvs.Contender.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured.
 *
 * @param runs of every contender
 * @param changes of one thing, and looks, in each of them
 * @param report directory of the page whose tables are replaced; absent: they are only shown
 */
record IpvsOptions(int runs, int changes, Set<Part> parts, List<Kind> contenders, Optional<Path> report) {
    static final String USAGE = """
            usage: bench-ipvs [--runs N] [--changes N] [--parts programming,memory,datapath]
                              [--contenders ipvs_operator,ipvsadm,keepalived] [--report DIRECTORY]
            --report rewrites the tables of DIRECTORY/performance.md.""";

    /** The sections of the page. */
    enum Part {
        PROGRAMMING,
        MEMORY,
        DATAPATH;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    IpvsOptions {
        parts = Set.copyOf(parts);
        contenders = List.copyOf(contenders);
        if (runs < 1 || changes < 1) {
            throw new IllegalArgumentException(
                    "--runs and --changes are at least 1, not %d and %d".formatted(runs, changes));
        }
    }

    /** @throws IllegalArgumentException saying what an argument must be */
    static IpvsOptions of(String... arguments) {
        IpvsOptions options =
                new IpvsOptions(3, 5, EnumSet.allOf(Part.class), List.of(Kind.values()), Optional.empty());
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException("every option has a value\n" + USAGE);
        }
        for (int i = 0; i < arguments.length; i += 2) {
            options = options.with(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private IpvsOptions with(String option, String value) {
        return switch (option) {
            case "--runs" -> new IpvsOptions(Integer.parseInt(value), changes, parts, contenders, report);
            case "--changes" -> new IpvsOptions(runs, Integer.parseInt(value), parts, contenders, report);
            case "--parts" -> new IpvsOptions(runs, changes, Set.copyOf(all(Part.class, value)), contenders, report);
            case "--contenders" -> new IpvsOptions(runs, changes, parts, all(Kind.class, value), report);
            case "--report" -> new IpvsOptions(runs, changes, parts, contenders, Optional.of(Path.of(value)));
            default -> throw new IllegalArgumentException("there is no option " + option + "\n" + USAGE);
        };
    }

    private static <E extends Enum<E>> List<E> all(Class<E> type, String names) {
        return Arrays.stream(names.split(",", -1))
                .map(name -> Enum.valueOf(type, name.toUpperCase(Locale.ROOT)))
                .toList();
    }
}
