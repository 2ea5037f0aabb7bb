package io.ipvsoperator.agent.backend;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The destinations of one table as this director finds them.
 *
 * @param total destinations that the plan sends new connections to
 * @param ready those of them that are sent any
 * @param failing what their checks say, used on in a panic or not; those of the plan alone
 * @param panicSince present while more fail than the threshold allows; wall clock, for people
 * @param fallbackSince present while a fallback stands in for a family; wall clock, for people
 */
public record TableHealth(
        int total,
        int ready,
        Selection selection,
        List<Failing> failing,
        Optional<Instant> panicSince,
        Optional<Instant> fallbackSince) {
    public TableHealth {
        failing = List.copyOf(failing);
    }

    /** One in which no fallback stands in. */
    public TableHealth(int total, int ready, Selection selection, List<Failing> failing, Optional<Instant> panicSince) {
        this(total, ready, selection, failing, panicSince, Optional.empty());
    }

    /**
     * @param since wall clock, for people
     * @param error when the verdict fell
     */
    public record Failing(InetAddress address, Instant since, String error) {}
}
