package io.ipvsoperator.operator.virtualservice;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Why services did not get addresses, from the planner of their pool to their own status. Held in memory only: a new
 * leader plans every pool anew and so fills it again. Safe for use by many threads.
 */
public final class AllocationRefusals {
    private final Map<String, Map<String, Refusal>> byPool = new ConcurrentHashMap<>();

    /** @return uids of the services of which something else is said now */
    public Set<String> publish(String pool, Map<String, Refusal> refusals) {
        Map<String, Refusal> before = byPool.put(pool, Map.copyOf(refusals));
        Map<String, Refusal> old = before == null ? Map.of() : before;
        Set<String> changed = new HashSet<>(old.keySet());
        changed.addAll(refusals.keySet());
        changed.removeIf(uid -> Objects.equals(old.get(uid), refusals.get(uid)));
        return changed;
    }

    public Optional<Refusal> of(String pool, String uid) {
        return Optional.ofNullable(byPool.getOrDefault(pool, Map.of()).get(uid));
    }

    public void forget(String pool) {
        byPool.remove(pool);
    }
}
