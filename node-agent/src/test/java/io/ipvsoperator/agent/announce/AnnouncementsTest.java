package io.ipvsoperator.agent.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
    private static final AnnouncementPolicy POLICY =
            new AnnouncementPolicy(3, Duration.ofMillis(10), Duration.ofSeconds(5), Duration.ZERO, 1, Duration.ZERO);

    private static MonotonicInstant at(long milliseconds) {
        return new MonotonicInstant(Duration.ofMillis(milliseconds).toNanos());
    }

    /** When packets are sent by somebody who is never late, in milliseconds. */
    private static List<Long> times(Announcements<String> announcements) {
        List<Long> times = new ArrayList<>();
        Announcements<String> rest = announcements;
        Optional<MonotonicInstant> deadline = rest.deadline();
        while (deadline.isPresent()) {
            Announcements.Due<String> due = rest.dueAt(deadline.get());
            times.add(Duration.ofNanos(deadline.get().nanos()).toMillis());
            rest = due.rest();
            deadline = rest.deadline();
        }
        return times;
    }

    @Test
    void are_two_sets_of_paced_packets() {
        assertThat(times(Announcements.<String>none(POLICY).with("vip", at(0))))
                .containsExactly(0L, 10L, 20L, 5000L, 5010L, 5020L);
    }

    @Test
    void are_one_set_when_there_is_to_be_no_second() {
        AnnouncementPolicy once =
                new AnnouncementPolicy(2, Duration.ofMillis(10), Duration.ZERO, Duration.ZERO, 1, Duration.ZERO);
        assertThat(times(Announcements.<String>none(once).with("vip", at(0)))).containsExactly(0L, 10L);
    }

    @Test
    void of_many_addresses_go_round_before_any_is_repeated() {
        Announcements<String> both =
                Announcements.<String>none(POLICY).with("a", at(0)).with("b", at(0));
        Announcements.Due<String> due = both.dueAt(at(0));
        assertThat(due.addresses()).containsExactly("a", "b");
        assertThat(due.rest().dueAt(at(0)).addresses()).isEmpty();
    }

    @Test
    void end_with_what_is_given_up() {
        Announcements<String> given =
                Announcements.<String>none(POLICY).with("vip", at(0)).without("vip"::equals);
        assertThat(given.deadline()).isEmpty();
    }
}
