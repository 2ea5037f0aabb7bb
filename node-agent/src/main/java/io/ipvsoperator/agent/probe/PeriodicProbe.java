package io.ipvsoperator.agent.probe;

import java.time.Duration;

/**
 * A probe that runs again and again.
 *
 * @param name what makes two of them the same one
 * @param firstAfter how long the first run waits: with different ones many probes do not run all at once
 */
public record PeriodicProbe<N extends Comparable<N>>(N name, Probe probe, Cadence cadence, Duration firstAfter) {}
