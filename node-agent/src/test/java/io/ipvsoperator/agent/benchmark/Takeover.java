package io.ipvsoperator.agent.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long after the event.
 *
 * @param resigned the predecessor advertised priority 0, if it did
 * @param silence from the predecessor's last advertisement, if it was heard, to the successor's first
 * @param advertised the successor advertised for the first time
 * @param announced the successor had announced every address once
 * @param lateness by how much the time between two advertisements of the successor was longer than promised, for each of them
 */
record Takeover(
        Optional<Duration> resigned,
        Optional<Duration> silence,
        Duration advertised,
        Duration announced,
        List<Duration> lateness) {
    Takeover {
        lateness = List.copyOf(lateness);
    }

    /** From the first advertisement to the first announcement of the last address. */
    Duration announcing() {
        return announced.minus(advertised);
    }
}
