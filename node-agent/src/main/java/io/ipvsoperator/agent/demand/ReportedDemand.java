package io.ipvsoperator.agent.demand;

import java.time.Instant;

/**
 * Demand as others are told of it.
 *
 * @param at wall clock, for people
 */
public record ReportedDemand(Instant at, Demand demand) {}
