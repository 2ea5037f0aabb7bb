package io.ipvsoperator.operator.director;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When this process last saw each Lease being renewed. Clocks of two machines are never compared: a Lease is judged by
 * the time since its {@code renewTime} was last seen to change.
 *
 * @param byLease name of the Lease to what is known of it
 */
public record LeaseRenewals(Map<String, Renewal> byLease) {
    /** How long a director may be silent. */
    public static final Duration LEASE_DURATION = Duration.ofSeconds(15);

    public static final LeaseRenewals NONE = new LeaseRenewals(Map.of());

    /**
     * @param renewTime as written by the holder; only a change of it says something
     * @param renewed whether a change was seen, as opposed to a Lease found at the start
     */
    public record Renewal(@Nullable String renewTime, long seenAtNanos, boolean renewed) {}

    /** What the silence of a director says. */
    public enum Judgement {
        ALIVE,
        SILENT,
        /** Found at the start and not yet watched for long enough. */
        TOO_EARLY_TO_SAY,
        /** There never was a Lease. */
        NEVER_SEEN
    }

    public LeaseRenewals {
        byLease = Map.copyOf(byLease);
    }

    public LeaseRenewals observed(String lease, @Nullable String renewTime, long nowNanos) {
        Renewal before = byLease.get(lease);
        if (before != null && Objects.equals(before.renewTime(), renewTime)) {
            return this;
        }
        return with(lease, new Renewal(renewTime, nowNanos, before != null));
    }

    public Judgement judge(String lease, long nowNanos) {
        Renewal renewal = byLease.get(lease);
        if (renewal == null) {
            return Judgement.NEVER_SEEN;
        }
        if (nowNanos - renewal.seenAtNanos() >= LEASE_DURATION.toNanos()) {
            return Judgement.SILENT;
        }
        return renewal.renewed() ? Judgement.ALIVE : Judgement.TOO_EARLY_TO_SAY;
    }

    /** How long until the judgement changes if nothing more is heard. */
    public Duration untilSilent(String lease, long nowNanos) {
        Renewal renewal = byLease.get(lease);
        if (renewal == null) {
            return LEASE_DURATION;
        }
        long left = LEASE_DURATION.toNanos() - (nowNanos - renewal.seenAtNanos());
        return left <= 0 ? LEASE_DURATION : Duration.ofNanos(left);
    }

    private LeaseRenewals with(String lease, Renewal renewal) {
        Map<String, Renewal> all = new HashMap<>(byLease);
        all.put(lease, renewal);
        return new LeaseRenewals(all);
    }
}
