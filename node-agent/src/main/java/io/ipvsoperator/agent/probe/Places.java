package io.ipvsoperator.agent.probe;

import java.util.Optional;

/**
 * How many runs may be under way at one time, and who waits for one. Whoever has as many as are free gets no further one, and one
 * is kept for each owner that has none, so whatever hangs of one, another can be asked. Within an owner the same goes for its
 * parts. Used by one thread.
 */
final class Places<N extends Comparable<N>> {
    private final int most;
    private final Share<N> all = new Share<N>(Due.order());

    Places(int most) {
        this.most = most;
    }

    void add(Due<N> start, PeriodicProbe<N> probe) {
        all.add(start, probe.owners());
    }

    void remove(Due<N> start, PeriodicProbe<N> probe) {
        all.remove(start, probe.owners());
    }

    /** Who begins next, due or not; empty: nobody waits, or nobody may begin before a run ends. */
    Optional<Due<N>> next() {
        return all.next(most - all.running());
    }

    void begun(PeriodicProbe<N> probe) {
        all.begun(probe.owners());
    }

    void ended(PeriodicProbe<N> probe) {
        all.ended(probe.owners());
    }

    int running() {
        return all.running();
    }
}
