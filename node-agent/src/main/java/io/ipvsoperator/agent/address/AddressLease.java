package io.ipvsoperator.agent.address;

import java.time.Duration;

/**
 * How long an address stays after its last refresh, and how often it is refreshed.
 *
 * @param lifetime whole seconds, {@code IFA_CACHEINFO}
 */
public record AddressLease(Duration lifetime, Duration refreshInterval) {
    /** A refresh of this many addresses fits well into {@link #SHORTEST_REFRESH_INTERVAL}. */
    private static final int ADDRESSES_PER_STEP = 300;

    private static final Duration SHORTEST_REFRESH_INTERVAL = Duration.ofMillis(500);

    public AddressLease {
        if (lifetime.isZero() || !lifetime.equals(Duration.ofSeconds(lifetime.toSeconds()))) {
            throw new IllegalArgumentException(
                    "lease: expected a lifetime of whole seconds from 1 but was " + lifetime);
        }
        if (refreshInterval.compareTo(lifetime) >= 0) {
            throw new IllegalArgumentException("lease: expected a refresh interval below the lifetime %s but was %s"
                    .formatted(lifetime, refreshInterval));
        }
    }

    /**
     * Shorter than the time after which the next router takes over, so that a killed holder has lost the address by then. It may
     * die an interval after its last advertisement: of the three intervals and the skew that the next router waits, two thirds
     * remain for certain. Kernels count whole seconds: below adverts of 1 s the lease is longer than that time. With more than 300 addresses it is longer
     * too, because refreshing costs time: every further 300 lengthen it once more by itself.
     *
     * @param activeDownInterval of the router of the second rank
     * @param addresses how many this host may have to refresh
     */
    public static AddressLease of(Duration activeDownInterval, int addresses) {
        int steps = Math.max(1, Math.ceilDiv(addresses, ADDRESSES_PER_STEP));
        long seconds =
                Math.max(1, activeDownInterval.multipliedBy(2).dividedBy(3).toSeconds());
        return new AddressLease(Duration.ofSeconds(seconds * steps), SHORTEST_REFRESH_INTERVAL.multipliedBy(steps));
    }
}
