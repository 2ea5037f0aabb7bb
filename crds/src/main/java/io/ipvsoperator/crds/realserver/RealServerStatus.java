package io.ipvsoperator.crds.realserver;

import io.ipvsoperator.crds.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the node-agent of the node does about it, and what it knows of its node.
 *
 * @param observedGeneration metadata.generation of the spec that this status speaks of.
 * @param addresses What the kernel accepts now.
 * @param failures What it does not, why, and what to do; the first 20.
 * @param nodeAddresses The node's own addresses on all of its interfaces, by which the operator knows the node as a
 *     backend. Not those of the loopback interface, and no virtual IPs.
 */
public record RealServerStatus(
        @Nullable Long observedGeneration,
        @Nullable List<String> addresses,
        @Nullable List<String> failures,
        @Nullable List<String> nodeAddresses)
        implements Part {}
