package io.ipvsoperator.agent.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How long a new owner takes to announce many addresses, and whether its advertisements come late meanwhile. */
final class AnnouncementPart {
    static final List<Integer> ADDRESS_COUNTS = List.of(1, 200, 1_000);
    static final Duration INTERVAL = Duration.ofMillis(10);

    /** The first set is over by then, with all its repetitions. */
    private static final Duration FIRST_SET = Duration.ofSeconds(1);
    /** The second set comes after 5 s. */
    private static final Duration BOTH_SETS = Duration.ofSeconds(7);
    /** So many takeovers are watched until both sets are over. */
    private static final int WATCHED_LONG = 4;

    private final Map<Case, List<Takeover>> takeovers = new LinkedHashMap<>();

    private final Set<Case> withoutCalm = new HashSet<>();

    private record Case(int addressCount, Implementation implementation) {}

    static AnnouncementPart measure(Options options) throws IOException, InterruptedException {
        AnnouncementPart part = new AnnouncementPart();
        for (int addressCount : ADDRESS_COUNTS) {
            for (Implementation implementation : Implementation.values()) {
                part.measure(new Case(addressCount, implementation), options.runs());
            }
        }
        return part;
    }

    /** Who has measured anything and then finds no calm any more has shown what there is to show. */
    private void measure(Case which, int runs) throws IOException, InterruptedException {
        List<Takeover> measured = new ArrayList<>();
        takeovers.put(which, measured);
        try {
            measure(which, runs, measured);
        } catch (NoCalmException restless) {
            if (measured.isEmpty()) {
                throw restless;
            }
            Progress.say(restless.toString());
            withoutCalm.add(which);
        }
    }

    private static void measure(Case which, int runs, List<Takeover> measured)
            throws IOException, InterruptedException {
        try (Pair pair = Pair.start(which.implementation(), new MeasuredRouter(INTERVAL, which.addressCount()))) {
            for (int run = 0; run < runs; run++) {
                Occurrence occurrence = run % 2 == 0 ? Occurrence.LINK_DOWN : Occurrence.LINK_UP;
                Takeover takeover = pair.measure(occurrence, run < WATCHED_LONG ? BOTH_SETS : FIRST_SET);
                measured.add(takeover);
                Progress.say(
                        "%s, %d addresses: announced %s ms after the first advert, latest advert of %d late by %s ms"
                                .formatted(
                                        which.implementation().label(),
                                        which.addressCount(),
                                        Series.milliseconds(takeover.announcing()),
                                        takeover.lateness().size(),
                                        Series.milliseconds(new Series(takeover.lateness()).max())));
            }
        }
    }

    /** Whether the two ended by taking over from each other again and again. */
    boolean foundNoCalm(int addressCount, Implementation implementation) {
        return withoutCalm.contains(new Case(addressCount, implementation));
    }

    /** From the first advertisement to the first announcement of the last address. */
    Series announcing(int addressCount, Implementation implementation) {
        return new Series(of(addressCount, implementation).stream()
                .map(Takeover::announcing)
                .toList());
    }

    Series lateness(int addressCount, Implementation implementation) {
        return new Series(of(addressCount, implementation).stream()
                .flatMap(takeover -> takeover.lateness().stream())
                .toList());
    }

    private List<Takeover> of(int addressCount, Implementation implementation) {
        return Objects.requireNonNull(takeovers.get(new Case(addressCount, implementation)));
    }
}
