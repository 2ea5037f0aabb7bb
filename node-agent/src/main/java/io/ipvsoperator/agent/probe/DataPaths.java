package io.ipvsoperator.agent.probe;

import java.util.Map;
import java.util.Optional;

/**
 * The firewall marks by which packets of this host take data paths, as far as the kernel has the services for them. Said by the
 * thread of the kernel, asked by any.
 */
public final class DataPaths {
    private volatile Map<DataPath, Long> marks = Map.of();

    /** From now on the kernel has these and no others. */
    public void programmed(Map<DataPath, Long> now) {
        marks = Map.copyOf(now);
    }

    /** Empty while a packet with a mark would go wherever packets without one go. */
    Optional<Long> markOf(DataPath path) {
        return Optional.ofNullable(marks.get(path));
    }
}
