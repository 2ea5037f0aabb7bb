package io.ipvsoperator.agent.announce;

import java.time.Duration;

/**
 * How often a new owner says so.
 *
 * @param repeat packets per address in each of the two sets
 * @param spacing between two packets of one address within a set; addresses follow each other without a pause
 * @param secondSet after which the set is sent once more, for those who missed the first; zero for no second set
 */
public record AnnouncementPolicy(int repeat, Duration spacing, Duration secondSet) {
    public static final AnnouncementPolicy DEFAULT =
            new AnnouncementPolicy(5, Duration.ofMillis(10), Duration.ofSeconds(5));

    public AnnouncementPolicy {
        if (repeat < 1 || repeat > 100) {
            throw new IllegalArgumentException("announcements: expected a repeat of 1 to 100 but was " + repeat);
        }
        if (spacing.isNegative() || secondSet.isNegative()) {
            throw new IllegalArgumentException(
                    "announcements: expected no negative time but was spacing %s, second set after %s"
                            .formatted(spacing, secondSet));
        }
    }
}
