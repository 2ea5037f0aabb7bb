package io.ipvsoperator.agent.demand;

/**
 * What was measured of an address or of a router.
 *
 * @param now mean of the last minute
 * @param peak of each amount the highest such mean of the last 24 hours
 */
public record Measured(Rate now, Rate peak) {}
