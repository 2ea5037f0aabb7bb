package io.ipvsoperator.agent.benchmark;

import static io.ipvsoperator.agent.benchmark.Implementation.IPVS_OPERATOR;
import static io.ipvsoperator.agent.benchmark.Implementation.KEEPALIVED;
import static io.ipvsoperator.agent.benchmark.Series.milliseconds;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The results as tables of Markdown. Times are milliseconds, median / 99th percentile / maximum. */
final class Tables {
    private static final Duration MOST_FOR_200_ADDRESSES = Duration.ofMillis(10);
    private static final Duration MOST_LATER = Duration.ofMillis(1);

    private Tables() {}

    static String failover(FailoverPart part) {
        StringBuilder table = new StringBuilder("""
                | adverts | event | at most | first advert: keepalived | ipvs-operator | address announced: keepalived | ipvs-operator | later than due: keepalived | ipvs-operator | n | ipvs-operator at p99 |
                |---|---|---|---|---|---|---|---|---|---|---|
                """);
        for (MeasuredRouter router : part.routers()) {
            for (Occurrence occurrence : Occurrence.values()) {
                table.append(row(part, router, occurrence));
            }
        }
        return table.toString();
    }

    private static String row(FailoverPart part, MeasuredRouter router, Occurrence occurrence) {
        Optional<Series> ours = part.advertised(router, occurrence, IPVS_OPERATOR);
        Optional<Duration> target = occurrence.target(router);
        return "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %d | %s |%n"
                .formatted(
                        interval(router.interval()),
                        occurrence.label(),
                        target.map(Series::milliseconds).orElse(""),
                        cell(part.advertised(router, occurrence, KEEPALIVED)),
                        cell(ours),
                        cell(part.announced(router, occurrence, KEEPALIVED)),
                        cell(part.announced(router, occurrence, IPVS_OPERATOR)),
                        cell(part.overdue(router, occurrence, KEEPALIVED)),
                        cell(part.overdue(router, occurrence, IPVS_OPERATOR)),
                        ours.map(Series::count).orElse(0),
                        target.flatMap(most -> ours.map(series -> verdict(series.percentile(99), most)))
                                .orElse(""));
    }

    private static String cell(Optional<Series> series) {
        return series.map(Series::toString).orElse("");
    }

    private static String verdict(Duration measured, Duration most) {
        return measured.compareTo(most) <= 0 ? "met" : "missed by " + milliseconds(measured.minus(most));
    }

    static String interval(Duration interval) {
        return interval.toMillis() < 1000 ? interval.toMillis() + " ms" : interval.toSeconds() + " s";
    }

    static String announcements(AnnouncementPart part) {
        return "| addresses | | first advert to the last address's first announcement | how late adverts came | n |\n"
                + "|---|---|---|---|---|\n"
                + AnnouncementPart.ADDRESS_COUNTS.stream()
                        .map(count -> row(part, count, KEEPALIVED) + row(part, count, IPVS_OPERATOR))
                        .collect(Collectors.joining())
                + "\n"
                + targets(part);
    }

    private static String row(AnnouncementPart part, int addressCount, Implementation implementation) {
        Series announcing = part.announcing(addressCount, implementation);
        return "| %d | %s | %s | %s | %d%s |%n"
                .formatted(
                        addressCount,
                        implementation.label(),
                        announcing,
                        part.lateness(addressCount, implementation),
                        announcing.count(),
                        part.foundNoCalm(addressCount, implementation) ? ", then no calm" : "");
    }

    private static String targets(AnnouncementPart part) {
        Duration later = part.lateness(200, IPVS_OPERATOR)
                .max()
                .minus(part.lateness(1, IPVS_OPERATOR).max());
        return "Targets for 200 addresses: announced within 10 ms, %s; the latest advert at most 1 ms later than with one address, %s.%n"
                .formatted(
                        verdict(part.announcing(200, IPVS_OPERATOR).percentile(99), MOST_FOR_200_ADDRESSES),
                        verdict(later, MOST_LATER));
    }

    static String resources(ResourcePart part) {
        return "| adverts | addresses | director | | % of one processor | resident, MiB |\n|---|---|---|---|---|---|\n"
                + part.usages().stream().map(Tables::row).collect(Collectors.joining());
    }

    private static String row(ResourcePart.Usage usage) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %.2f | %.1f |%n",
                interval(usage.router().interval()),
                usage.router().addressCount(),
                usage.rank() == Rank.FIRST ? "active" : "backup",
                usage.implementation().label(),
                usage.processorPercent(),
                usage.residentMebibytes());
    }

    static String load(LoadPart part, Duration duration) {
        return "| in %d s | adverts | how late | transitions |%n|---|---|---|---|%n".formatted(duration.toSeconds())
                + row(part, KEEPALIVED)
                + row(part, IPVS_OPERATOR);
    }

    private static String row(LoadPart part, Implementation implementation) {
        Steadiness steadiness = part.of(implementation);
        Series lateness = steadiness.lateness();
        return "| %s | %d | %s | %d |%n"
                .formatted(implementation.label(), lateness.count(), lateness, steadiness.transitions());
    }
}
