package io.ipvsoperator.agent.tracking;

import io.ipvsoperator.agent.probe.Timetable;
import io.ipvsoperator.agent.probe.Verdict;
import io.ipvsoperator.time.MonotonicInstant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** When, by pool, a failed check last succeeded again or was taken away. Time is an argument; used by one thread. */
final class Recoveries {
    private final Set<CheckName> failed = new HashSet<>();
    private final Map<String, MonotonicInstant> byPool = new HashMap<>();

    void changed(Timetable.Change<CheckName> change, MonotonicInstant now) {
        if (change.after() == Verdict.FAILED) {
            failed.add(change.name());
        } else if (failed.remove(change.name())) {
            byPool.put(change.name().pool(), now);
        }
    }

    /** From now on these are the checks. */
    void retain(Collection<CheckName> checks, MonotonicInstant now) {
        for (CheckName name : Set.copyOf(failed)) {
            if (!checks.contains(name)) {
                failed.remove(name);
                byPool.put(name.pool(), now);
            }
        }
    }

    Map<String, MonotonicInstant> byPool() {
        return Map.copyOf(byPool);
    }
}
