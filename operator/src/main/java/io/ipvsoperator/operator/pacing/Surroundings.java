package io.ipvsoperator.operator.pacing;

import java.util.Set;
import java.util.TreeSet;

/**
 * What speaks against any move.
 *
 * @param silent directors of the pool that are not heard: the control plane may be partitioned
 * @param unusable directors that say that their kernel can't serve
 */
public record Surroundings(Set<String> silent, Set<String> unusable) {
    public Surroundings {
        silent = new TreeSet<>(silent);
        unusable = new TreeSet<>(unusable);
    }
}
