package io.ipvsoperator.agent.announce;

import java.time.Duration;

/**
 * How often an owner says so. A set of packets at once, a second one for those who missed the first, and further ones for ever
 * where switches or neighbors forget.
 *
 * @param repeat packets per address in each of the first two sets
 * @param delay after which the second set is sent; zero for none
 * @param refresh from one further set to the next; zero for none
 * @param refreshRepeat packets per address in each of the further sets
 * @param interval between two packets on an interface, whatever their addresses: for switches that limit them; zero for none
 */
public record AnnouncementPolicy(int repeat, Duration delay, Duration refresh, int refreshRepeat, Duration interval) {
    public static final AnnouncementPolicy DEFAULT =
            new AnnouncementPolicy(5, Duration.ofSeconds(5), Duration.ZERO, 1, Duration.ZERO);

    private static final int MOST = 100;

    public AnnouncementPolicy {
        require("repeat", repeat);
        require("refreshRepeat", refreshRepeat);
        require("delay", delay);
        require("refresh", refresh);
        require("interval", interval);
    }

    private static void require(String field, int packets) {
        if (packets < 1 || packets > MOST) {
            throw new IllegalArgumentException(
                    "announcements: expected %s of 1 to %d but was %d".formatted(field, MOST, packets));
        }
    }

    private static void require(String field, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(
                    "announcements: expected %s of zero or more but was %s".formatted(field, time));
        }
    }

    private int firstSets() {
        return delay.isZero() ? 1 : 2;
    }

    /** @param set counts from 0 */
    int packetsIn(int set) {
        return set < firstSets() ? repeat : refreshRepeat;
    }

    /** From the beginning of a set to that of the next; zero if there is none. */
    Duration pauseAfter(int set) {
        return set + 1 < firstSets() ? delay : refresh;
    }
}
