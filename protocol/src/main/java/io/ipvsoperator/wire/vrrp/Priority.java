package io.ipvsoperator.wire.vrrp;

/** A VRRP priority as it stands in an advertisement: 0 to 255. */
public record Priority(int value) implements Comparable<Priority> {

    /** Sent by an active router that stops: successors wait for the skew time only. */
    public static final Priority RESIGNATION = new Priority(0);

    /** The router whose own address the virtual one is. None of ours ever is. */
    public static final Priority OWNER = new Priority(255);

    /** The highest priority of a director whose plan nobody has confirmed since it booted. */
    public static final Priority HIGHEST_UNCONFIRMED = new Priority(16);

    public Priority {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException("priority is 0 to 255, not " + value);
        }
    }

    /**
     * The priority that keeps a place in a failover order, yet stays below every confirmed one.
     *
     * @param rank 0 for the first in the order; from 15 on all ranks share the lowest priority
     */
    public static Priority unconfirmed(int rank) {
        if (rank < 0) {
            throw new IllegalArgumentException("rank is 0 or more, not " + rank);
        }
        return new Priority(Math.max(1, HIGHEST_UNCONFIRMED.value - rank));
    }

    public boolean isResignation() {
        return equals(RESIGNATION);
    }

    /** Confirmed plans start at 32; what lies between the two ranges is used by nobody here. */
    public boolean isUnconfirmed() {
        return compareTo(HIGHEST_UNCONFIRMED) <= 0 && !isResignation();
    }

    @Override
    public int compareTo(Priority other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
