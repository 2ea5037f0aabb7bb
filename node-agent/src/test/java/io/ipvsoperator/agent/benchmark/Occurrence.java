package io.ipvsoperator.agent.benchmark;

import java.time.Duration;
import java.util.Optional;

/** What happens to the first director. */
enum Occurrence {
    KILLED("SIGKILL", Rank.SECOND),
    TERMINATED("SIGTERM", Rank.SECOND),
    LINK_DOWN("link down", Rank.SECOND),
    LINK_UP("link up, hand-back", Rank.FIRST),
    STARTED("process started, hand-back", Rank.FIRST);

    /** What a machine may add to the times of the protocol. */
    private static final Duration ALLOWANCE = Duration.ofMillis(5);

    private final String label;
    private final Rank successor;

    Occurrence(String label, Rank successor) {
        this.label = label;
        this.successor = successor;
    }

    String label() {
        return label;
    }

    /** Who is active after it. */
    Rank successor() {
        return successor;
    }

    boolean endsProcess() {
        return switch (this) {
            case KILLED, TERMINATED -> true;
            case LINK_DOWN, LINK_UP, STARTED -> false;
        };
    }

    /** How long the successor waits by the protocol after it last heard the predecessor; nothing where it does not wait for silence. */
    Optional<Duration> silence(MeasuredRouter router) {
        return switch (this) {
            case KILLED, LINK_DOWN -> Optional.of(router.activeDown(successor));
            case TERMINATED -> Optional.of(router.skew(successor));
            case LINK_UP, STARTED -> Optional.empty();
        };
    }

    /** The most that the protocol itself takes, and the allowance; nothing where a process has to start first. */
    Optional<Duration> target(MeasuredRouter router) {
        return switch (this) {
            case KILLED, LINK_DOWN, LINK_UP ->
                Optional.of(router.activeDown(successor).plus(ALLOWANCE));
            case TERMINATED -> Optional.of(router.skew(successor).plus(ALLOWANCE));
            case STARTED -> Optional.empty();
        };
    }
}
