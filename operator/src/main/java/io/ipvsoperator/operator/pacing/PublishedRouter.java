package io.ipvsoperator.operator.pacing;

import java.util.List;
import java.util.Map;

/**
 * A virtual router as it is published, and what its members say of it.
 *
 * @param unit the routers of one identifier have the same
 * @param order names of directors, first the one that is to be active
 * @param statements by director
 */
public record PublishedRouter(String unit, List<String> order, Map<String, Statement> statements) {
    public PublishedRouter {
        order = List.copyOf(order);
        statements = Map.copyOf(statements);
    }

    Statement of(String director) {
        return statements.getOrDefault(director, Statement.NONE);
    }

    boolean hasMember(String director) {
        return order.contains(director);
    }

    /** Whether all of whom anything is known, but that one, have said so of the version that is published. */
    public boolean isKnownToOthersThan(String director) {
        return statements.entrySet().stream()
                .filter(each -> !each.getKey().equals(director))
                .allMatch(each -> each.getValue().applied());
    }
}
