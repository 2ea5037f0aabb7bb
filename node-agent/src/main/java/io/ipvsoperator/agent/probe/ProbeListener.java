package io.ipvsoperator.agent.probe;

import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.List;

/** Hears of what a {@link ProbeThread} does, in its thread and in this order: taken, ended and changed, passed. */
public interface ProbeListener<N extends Comparable<N>> {
    /** These are the probes from now on. */
    void taken(List<PeriodicProbe<N>> probes, MonotonicInstant now);

    /** A run has ended, whether or not it counts. */
    void ended(N name, Outcome outcome, Duration took);

    void changed(Timetable.Change<N> change, MonotonicInstant now);

    /** All that has happened until now was told. */
    void passed(Timetable<N> timetable, MonotonicInstant now);
}
