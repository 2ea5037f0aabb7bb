package io.ipvsoperator.agent.backend;

import io.ipvsoperator.agent.plan.TablePlan;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the health checks of a table leave of its destinations.
 *
 * @param down get no new connections, whatever the plan says
 * @param unknown have had no answer that decides: they stay as the kernel has them
 * @param standingIn fallbacks that take the connections of the others
 */
public record Selection(Set<InetAddress> down, Set<InetAddress> unknown, Set<InetAddress> standingIn) {
    public Selection {
        down = Set.copyOf(down);
        unknown = Set.copyOf(unknown);
        standingIn = Set.copyOf(standingIn);
    }

    /** Of a table whose fallbacks rest. */
    public Selection(Set<InetAddress> down, Set<InetAddress> unknown) {
        this(down, unknown, Set.of());
    }

    /** @param selections by name of the table; of one that is missing nothing is known */
    public static Selection of(TablePlan table, Map<String, Selection> selections) {
        return Optional.ofNullable(selections.get(table.name()))
                .orElseGet(() -> new Selection(Set.of(), table.destinationAddresses()));
    }

    /** The table itself if it has no health check, or nothing is down and all is known. */
    public TablePlan appliedTo(TablePlan table) {
        return table.healthCheck().isEmpty() ? table : table.checked(down, unknown, standingIn);
    }
}
