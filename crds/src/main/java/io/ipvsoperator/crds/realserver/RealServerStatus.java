package io.ipvsoperator.crds.realserver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Written by the node-agent.
 *
 * @param addresses what the kernel accepts now
 * @param failures what it does not, and why
 */
public record RealServerStatus(
        @Nullable Long observedGeneration,
        @Nullable List<String> addresses,
        @Nullable List<String> failures) {}
