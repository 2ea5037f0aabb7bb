package io.ipvsoperator.agent.sysctl;

import io.ipvsoperator.agent.kernel.SysctlKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What to write so that the kernel's settings are what the roles want, and what to put back. Pure.
 *
 * @param writes new values
 * @param changed the record once this is done, to be kept before anything is written
 * @param drifted settings of ours that somebody else has changed
 * @param unknown wanted settings that this kernel does not have
 */
record SysctlDifference(
        Map<SysctlKey, String> writes,
        Map<SysctlKey, Changed> changed,
        Set<SysctlKey> drifted,
        Set<SysctlKey> unknown) {
    SysctlDifference {
        writes = Collections.unmodifiableMap(new LinkedHashMap<>(writes));
        changed = Collections.unmodifiableMap(new LinkedHashMap<>(changed));
        drifted = Set.copyOf(drifted);
        unknown = Set.copyOf(unknown);
    }

    /**
     * A setting that this agent changed.
     *
     * @param original what stood there before
     * @param ours what the agent wrote
     */
    record Changed(String original, String ours) {}

    static SysctlDifference between(
            Map<SysctlKey, String> wanted,
            Map<SysctlKey, Changed> recorded,
            Function<SysctlKey, Optional<String>> kernel) {
        Map<SysctlKey, String> writes = new LinkedHashMap<>();
        Map<SysctlKey, Changed> changed = new LinkedHashMap<>(recorded);
        Set<SysctlKey> drifted = new LinkedHashSet<>();
        Set<SysctlKey> unknown = new LinkedHashSet<>();
        wanted.forEach((key, value) -> {
            Optional<String> present = kernel.apply(key).map(SysctlDifference::normal);
            if (present.isEmpty()) {
                unknown.add(key);
            } else if (!present.get().equals(value)) {
                writes.put(key, value);
                @Nullable Changed before = recorded.get(key);
                changed.put(key, new Changed(before == null ? present.get() : before.original(), value));
                if (before != null && before.ours().equals(value)) {
                    drifted.add(key);
                }
            }
        });
        recorded.forEach((key, before) -> {
            if (wanted.containsKey(key)) {
                return;
            }
            changed.remove(key);
            // A value that is no longer ours is somebody's later choice.
            if (kernel.apply(key).map(SysctlDifference::normal).equals(Optional.of(before.ours()))) {
                writes.put(key, before.original());
            }
        });
        return new SysctlDifference(writes, changed, drifted, unknown);
    }

    /** The kernel separates the numbers of a vector by tabs. */
    private static String normal(String value) {
        return value.strip().replaceAll("\\s+", " ");
    }
}
