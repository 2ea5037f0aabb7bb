package io.ipvsoperator.operator.placement;

import java.util.List;

/**
 * Something in a problem that no placement can make good.
 *
 * @param describe object, field, value, and what would be right
 * @param remedies the smallest change of each kind that would mend it, in words
 */
public record Defect(String describe, List<String> remedies) {
    public Defect {
        remedies = List.copyOf(remedies);
    }
}
