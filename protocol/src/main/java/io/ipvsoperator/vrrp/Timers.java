package io.ipvsoperator.vrrp;

import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;

/** The times of the protocol. Nanoseconds, multiplied before they are divided: skews below 1 ms are ordinary. */
public final class Timers {

    /** How long an old active router keeps serving once its successor has spoken. */
    private static final Duration LONGEST_GRACE = Duration.ofMillis(50);

    private Timers() {}

    /** Skew_Time: the higher the priority, the sooner a backup steps in. */
    public static Duration skew(VrrpVersion version, Priority priority, AdvertInterval interval) {
        Duration whole = switch (version) {
            case VrrpVersion.V2 v2 -> Duration.ofSeconds(1);
            case VrrpVersion.V3 v3 -> interval.duration();
        };
        return whole.multipliedBy(256 - priority.value()).dividedBy(256);
    }

    /** Active_Down_Interval (Master_Down_Interval in version 2): silence after which the active router is dead. */
    public static Duration activeDown(VrrpVersion version, Priority priority, AdvertInterval interval) {
        return interval.duration().multipliedBy(3).plus(skew(version, priority, interval));
    }

    /** How overdue an advertisement is when even the quickest backup has given its sender up: two more were due by then. */
    public static Duration silenceOfTheDead(AdvertInterval interval) {
        return interval.duration().multipliedBy(2);
    }

    /**
     * How long to serve after resigning when nobody is heard: longer than any backup's Active_Down_Interval, so that a
     * resignation that got lost costs nothing.
     */
    public static Duration handOverBound(AdvertInterval interval) {
        return interval.duration().multipliedBy(4);
    }

    /** How long to serve beside a successor: its announcements need a moment, and a third of its down interval is safe. */
    public static Duration handOverGrace(AdvertInterval interval) {
        return interval.duration().compareTo(LONGEST_GRACE) < 0 ? interval.duration() : LONGEST_GRACE;
    }
}
