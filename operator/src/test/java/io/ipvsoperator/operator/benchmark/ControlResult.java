package io.ipvsoperator.operator.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What was seen with so many services.
 *
 * @param programmed from the operator's start until the last kernel had the last destination
 * @param reported until every service said Ready
 * @param edits from a request until the last kernel was told, sorted or not
 * @param flaps the same for endpoints, each down and up
 * @param writes of all flaps together
 * @param operatorMebibytes resident
 * @param agentMebibytes resident, with the kernel in memory
 */
record ControlResult(
        int size,
        Duration programmed,
        Duration reported,
        List<Duration> edits,
        List<Duration> flaps,
        ApiWrites writes,
        long operatorMebibytes,
        long agentMebibytes) {
    private static final double PERCENTILE = 0.99;

    /** Of the table on the page. */
    String row() {
        return "| %,d | %.1f s | %.1f s | %s | %s | %s | %d | %d |"
                .formatted(
                        size,
                        seconds(programmed),
                        seconds(reported),
                        milliseconds(edits),
                        milliseconds(flaps),
                        perFlap(),
                        operatorMebibytes,
                        agentMebibytes);
    }

    /** The directors' own acknowledgements are not the operator's. */
    private String perFlap() {
        return writes.byResource().keySet().stream()
                .filter(resource -> !resource.startsWith("directors") && !resource.startsWith("realservers/"))
                .filter(resource -> !resource.equals("endpointslices"))
                .map(resource ->
                        String.format(Locale.ROOT, "%s %.2f", resource, (double) writes.of(resource) / flaps.size()))
                .collect(Collectors.joining(", "));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Median, 99th percentile by nearest rank, maximum. */
    private static String milliseconds(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return "%d / %d / %d ms"
                .formatted(
                        rank(sorted, 0.5).toMillis(),
                        rank(sorted, PERCENTILE).toMillis(),
                        sorted.getLast().toMillis());
    }

    private static Duration rank(List<Duration> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
