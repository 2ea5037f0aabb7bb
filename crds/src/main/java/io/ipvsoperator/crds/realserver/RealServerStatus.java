package io.ipvsoperator.crds.realserver;

import io.ipvsoperator.crds.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the node-agent of the node does about it.
 *
 * @param observedGeneration metadata.generation of the spec that this status speaks of.
 * @param addresses What the kernel accepts now.
 * @param failures What it does not, why, and what to do; the first 20.
 */
public record RealServerStatus(
        @Nullable Long observedGeneration,
        @Nullable List<String> addresses,
        @Nullable List<String> failures) implements Part {}
