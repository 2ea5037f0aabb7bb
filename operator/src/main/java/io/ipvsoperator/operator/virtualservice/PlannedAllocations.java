package io.ipvsoperator.operator.virtualservice;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the planner of a pool has given to services, or why it gave nothing, on its way to their own status. Held in memory only: a
 * new leader plans every pool anew and so fills it again. Safe for use by many threads.
 */
public final class PlannedAllocations {
    private final Map<String, Map<String, Planned>> byPool = new ConcurrentHashMap<>();

    /**
     * Of one service, or of all that share.
     *
     * @param addresses how many it has once the whole plan is written
     * @param refusal why it has none, or not as many as it asks for
     */
    public record Planned(int addresses, Optional<Refusal> refusal) {}

    /**
     * @param plan by holder
     * @return holders of which something else is said now
     */
    public Set<String> publish(String pool, Map<String, Planned> plan) {
        Map<String, Planned> before = byPool.put(pool, Map.copyOf(plan));
        Map<String, Planned> old = before == null ? Map.of() : before;
        Set<String> changed = new HashSet<>(old.keySet());
        changed.addAll(plan.keySet());
        changed.removeIf(holder -> Objects.equals(old.get(holder), plan.get(holder)));
        return changed;
    }

    /** Empty while nothing has been planned for the holder since this process began. */
    public Optional<Planned> of(String pool, String holder) {
        return Optional.ofNullable(byPool.getOrDefault(pool, Map.of()).get(holder));
    }

    public void forget(String pool) {
        byPool.remove(pool);
    }
}
