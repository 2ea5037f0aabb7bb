package io.ipvsoperator.operator.placement;

/**
 * The VRRP priority of each rank in a failover order: 250, 240, 225, 210 and so on.
 *
 * <p>Never 255, which says that the address is the node's own (RFC 9568 section 5.2.4), and never below 32, which is left to
 * plans that nothing has confirmed since boot. Ranks 1 and 2 lie close: the skew of the second delays every takeover. The others
 * lie 15 apart, more than jitter undoes; the last of a long order only 1.
 */
public final class FailoverPriority {
    /** More directors than that find no priority of their own. */
    public static final int MAXIMUM_MEMBERS = 28;

    /** Gives its addresses away and takes none. */
    public static final int MAINTENANCE = 0;

    private static final int LAST_WIDE_RANK = 15;

    private FailoverPriority() {}

    /** @param rank 1 for the director that is active in normal times */
    public static int ofRank(int rank) {
        if (rank < 1 || rank > MAXIMUM_MEMBERS) {
            throw new IllegalArgumentException("rank is " + rank + " but must be from 1 to " + MAXIMUM_MEMBERS);
        }
        if (rank <= 2) {
            return rank == 1 ? 250 : 240;
        }
        int wide = Math.min(rank, LAST_WIDE_RANK);
        return 225 - 15 * (wide - 3) - (rank - wide);
    }
}
