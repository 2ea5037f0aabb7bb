package io.ipvsoperator.agent.announce;

import java.time.Duration;

/**
 * How often a new owner says so.
 *
 * @param repeat packets per address in each of the two sets
 * @param spacing between two packets of one address within a set; addresses follow each other without a pause
 * @param secondSet after which the set is sent once more, for those who missed the first; zero for no second set
 * @param refresh period of further sets for as long as the address is owned; zero for none
 * @param refreshRepeat packets per address in such a further set
 * @param interval pause between any two packets on one interface; zero for none
 */
public record AnnouncementPolicy(
        int repeat, Duration spacing, Duration secondSet, Duration refresh, int refreshRepeat, Duration interval) {
    /** Between two packets of one address, so that a switch that drops one does not drop both. */
    public static final Duration SPACING = Duration.ofMillis(10);

    /** What keepalived does unless told otherwise. */
    public static final AnnouncementPolicy DEFAULT =
            new AnnouncementPolicy(5, SPACING, Duration.ofSeconds(5), Duration.ZERO, 1, Duration.ZERO);

    public AnnouncementPolicy {
        if (repeat < 1 || repeat > 100 || refreshRepeat < 1 || refreshRepeat > 100) {
            throw new IllegalArgumentException(
                    "announcements: expected 1 to 100 packets in a set but was %d, %d to refresh"
                            .formatted(repeat, refreshRepeat));
        }
        if (spacing.isNegative() || secondSet.isNegative() || refresh.isNegative() || interval.isNegative()) {
            throw new IllegalArgumentException(
                    "announcements: expected no negative time but was spacing %s, second set after %s, refresh every %s, interval %s"
                            .formatted(spacing, secondSet, refresh, interval));
        }
    }
}
