package io.ipvsoperator.crds;

import org.jspecify.annotations.Nullable;

/**
 * What was planned with beside what the directors measured. Nothing is moved or refused because of what was measured.
 *
 * @param declared What the plan reckons with: demand of the service, else defaultDemand of its pool. Absent when there is neither.
 * @param measured The peaks: of each virtual router the highest mean over a minute of the last 24 hours, added up although they
 *     need not have come together. Absent before the first measurement.
 * @param measuredAt When a director last reported them, RFC 3339.
 */
public record DemandComparison(
        @Nullable Load declared,
        @Nullable Load measured,
        @Nullable String measuredAt) implements Part {}
