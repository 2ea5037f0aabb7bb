package io.ipvsoperator.agent.probe;

import io.ipvsoperator.time.MonotonicInstant;
import java.util.Comparator;

/** What is to happen to a probe at a time. */
record Due<N extends Comparable<N>>(MonotonicInstant at, N name) {
    /** The earliest first. */
    static <N extends Comparable<N>> Comparator<Due<N>> order() {
        return Comparator.<Due<N>, MonotonicInstant>comparing(Due::at).thenComparing(Due::name);
    }
}
