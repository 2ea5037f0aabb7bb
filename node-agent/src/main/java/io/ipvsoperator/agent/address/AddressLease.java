package io.ipvsoperator.agent.address;

import java.time.Duration;

/**
 * How long an address stays after its last refresh, and how often it is refreshed.
 *
 * @param lifetime whole seconds, {@code IFA_CACHEINFO}
 */
public record AddressLease(Duration lifetime, Duration refreshInterval) {
    /** More than these are not refreshed in time for the shortest lifetime. */
    private static final int ADDRESSES_PER_STEP = 300;

    /** A refresh costs some half millisecond an address: so it takes a third of a processor at most. */
    private static final Duration BETWEEN_ADDRESSES = Duration.ofNanos(1_666_667);

    private static final Duration SHORTEST_REFRESH_INTERVAL = Duration.ofMillis(150);

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
     * <p>Refreshed as often as is cheap, because what is left of it bounds the freeze that a router survives: with up to 90 addresses
     * always more than half of the time that a router of priority 100 or more waits before it succeeds a silent one.
     *
     * @param activeDownInterval of the router of the second rank
     * @param addresses how many this host may have to refresh
     */
    public static AddressLease of(Duration activeDownInterval, int addresses) {
        int steps = Math.max(1, Math.ceilDiv(addresses, ADDRESSES_PER_STEP));
        long seconds =
                Math.max(1, activeDownInterval.multipliedBy(2).dividedBy(3).toSeconds());
        return new AddressLease(Duration.ofSeconds(seconds * steps), refreshInterval(addresses));
    }

    /**
     * How long the router's thread may show no life before its addresses are refreshed no more: what a hung thread adds to the
     * lifetime, and several times as long as a healthy one waits.
     */
    Duration patience() {
        return lifetime.dividedBy(4);
    }

    private static Duration refreshInterval(int addresses) {
        Duration affordable = BETWEEN_ADDRESSES.multipliedBy(addresses);
        return affordable.compareTo(SHORTEST_REFRESH_INTERVAL) < 0 ? SHORTEST_REFRESH_INTERVAL : affordable;
    }
}
