package io.ipvsoperator.operator.pacing;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What speaks against any move, or against some.
 *
 * @param silent directors of the pool that are not heard: the control plane may be partitioned
 * @param unusable directors that say that their kernel can't serve
 * @param lowered by unit the directors that stand by with less than their priority
 */
public record Surroundings(Set<String> silent, Set<String> unusable, Map<String, Set<String>> lowered) {
    public Surroundings {
        silent = new TreeSet<>(silent);
        unusable = new TreeSet<>(unusable);
        lowered = Map.copyOf(lowered);
    }

    /** Why the director that a move leads to can't take the unit now. */
    public Optional<String> obstacle(Move move) {
        if (unusable.contains(move.to())) {
            return Optional.of(move.to() + " can take nothing: its condition KernelReady is False");
        }
        return lowered.getOrDefault(move.unit(), Set.of()).contains(move.to())
                ? Optional.of(move.to() + " stands by for virtual router " + move.unit()
                        + " with less than its priority, because of a check of its own")
                : Optional.empty();
    }
}
