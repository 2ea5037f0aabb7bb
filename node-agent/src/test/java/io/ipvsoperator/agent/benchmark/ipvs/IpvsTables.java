package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.benchmark.Series;
import io.ipvsoperator.agent.benchmark.ipvs.Contender.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The results as tables of Markdown. */
final class IpvsTables {
    private static final double LEAST_RATIO = 12;
    private static final Duration MOST_FOR_ONE_CHANGE = Duration.ofMillis(5);
    private static final Duration MOST_FOR_AUDIT = Duration.ofMillis(500);

    private IpvsTables() {}

    /** Milliseconds, median and maximum. */
    static String programming(ProgrammingPart part) {
        StringBuilder table = new StringBuilder("""
                | | ipvs-operator | messages that write | ipvsadm -R | keepalived reload | times ipvsadm | target |
                |---|---|---|---|---|---|---|
                """);
        for (Task task : Task.values()) {
            Optional<Series> ours = part.taken(task, Kind.IPVS_OPERATOR);
            Optional<Series> ipvsadm = part.taken(task, Kind.IPVSADM);
            Optional<Double> ratio = ours.flatMap(mine -> ipvsadm.map(theirs -> ratio(theirs, mine)));
            table.append("| %s | %s | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            task.label(),
                            cell(ours),
                            part.writes(task).map(String::valueOf).orElse(""),
                            cell(ipvsadm),
                            cell(part.taken(task, Kind.KEEPALIVED)),
                            ratio.map(IpvsTables::number).orElse(""),
                            verdict(task, ours, ratio, part.writes(task).orElse(0))));
        }
        return table.toString();
    }

    static String memory(MemoryPart part) {
        StringBuilder table =
                new StringBuilder("| services × 3 destinations | resident, MiB | target, MiB |\n|---|---|---|\n");
        part.residentKibibytes().forEach((services, resident) -> {
            String measured = resident.isPresent() ? number(resident.getAsLong() / 1024.0) : "ended before";
            table.append("| %,d | %s | %s |%n"
                    .formatted(services, measured, services == 1 ? "" : services == 1000 ? "80" : "112"));
        });
        return table.toString();
    }

    static String datapath(DatapathPart part) {
        StringBuilder table = new StringBuilder("| | requests/s | new connections/s |\n|---|---|---|\n");
        for (DatapathPart.Way way : DatapathPart.Way.values()) {
            table.append("| %s | %.0f | %.0f |%n"
                    .formatted(
                            way.label(),
                            part.median(way, DatapathPart.Load.REQUESTS),
                            part.median(way, DatapathPart.Load.CONNECTIONS)));
        }
        return table.toString();
    }

    private static double ratio(Series theirs, Series ours) {
        return (double) theirs.median().toNanos() / ours.median().toNanos();
    }

    private static String verdict(Task task, Optional<Series> ours, Optional<Double> ratio, int writes) {
        return switch (task) {
            case PROGRAM_1000, PROGRAM_10000 ->
                ratio.map(times -> met("12 times ipvsadm", times >= LEAST_RATIO))
                        .orElse("");
            case CHANGE_ONE ->
                ours.map(series -> met(
                                "5 ms, one message",
                                series.median().compareTo(MOST_FOR_ONE_CHANGE) <= 0 && writes == 1))
                        .orElse("");
            case AUDIT ->
                ours.map(series ->
                                met("500 ms, no message", series.max().compareTo(MOST_FOR_AUDIT) <= 0 && writes == 0))
                        .orElse("");
            case ADD_TO_MAGLEV, DRAIN -> "";
        };
    }

    private static String met(String target, boolean isMet) {
        return target + ": " + (isMet ? "met" : "missed");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String cell(Optional<Series> series) {
        return series.map(times ->
                        "%s / %s".formatted(Series.milliseconds(times.median()), Series.milliseconds(times.max())))
                .orElse("");
    }
}
