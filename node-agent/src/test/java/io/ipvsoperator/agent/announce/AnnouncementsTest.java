package io.ipvsoperator.agent.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An address is a text here; those that begin with the same character are on the same interface. */
class AnnouncementsTest {
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final AnnouncementPolicy POLICY =
            new AnnouncementPolicy(3, FIVE_SECONDS, Duration.ZERO, 1, Duration.ZERO);

    private final Announcements<String> announcements = new Announcements<>(address -> address.charAt(0));
    private final List<String> sent = new ArrayList<>();

    private static MonotonicInstant at(long milliseconds) {
        return new MonotonicInstant(Duration.ofMillis(milliseconds).toNanos());
    }

    private static AnnouncementPolicy every(Duration interval) {
        return new AnnouncementPolicy(2, Duration.ZERO, Duration.ZERO, 1, interval);
    }

    /** Sends as somebody who is never late, up to a time in milliseconds; notes address and time. */
    private List<String> sendUntil(long milliseconds) {
        Optional<MonotonicInstant> deadline = announcements.deadline();
        while (deadline.filter(due -> due.isReachedAt(at(milliseconds))).isPresent()) {
            MonotonicInstant now = deadline.get();
            announcements
                    .takeDue(now)
                    .ifPresent(address -> sent.add(
                            address + "@" + Duration.ofNanos(now.nanos()).toMillis()));
            deadline = announcements.deadline();
        }
        return sent;
    }

    @Test
    void are_two_sets_of_paced_packets() {
        announcements.begin("a", POLICY, at(0));
        assertThat(sendUntil(60_000)).containsExactly("a@0", "a@10", "a@20", "a@5000", "a@5010", "a@5020");
    }

    @Test
    void are_one_set_when_there_is_to_be_no_second() {
        announcements.begin("a", every(Duration.ZERO), at(0));
        assertThat(sendUntil(60_000)).containsExactly("a@0", "a@10");
    }

    @Test
    void go_on_for_ever_where_a_refresh_is_wanted() {
        AnnouncementPolicy refreshed =
                new AnnouncementPolicy(1, FIVE_SECONDS, Duration.ofSeconds(30), 2, Duration.ZERO);
        announcements.begin("a", refreshed, at(0));
        assertThat(sendUntil(70_000)).containsExactly("a@0", "a@5000", "a@35000", "a@35010", "a@65000", "a@65010");
    }

    @Test
    void do_not_catch_up_on_refreshes_that_were_slept_through() {
        AnnouncementPolicy refreshed =
                new AnnouncementPolicy(1, Duration.ZERO, Duration.ofSeconds(1), 1, Duration.ZERO);
        announcements.begin("a", refreshed, at(0));
        announcements.takeDue(at(0));
        assertThat(announcements.takeDue(at(60_000))).contains("a");
        assertThat(announcements.deadline()).contains(at(60_000));
        assertThat(announcements.takeDue(at(60_000))).contains("a");
        assertThat(announcements.deadline()).contains(at(61_000));
    }

    @Test
    void of_many_addresses_go_round_before_any_is_repeated() {
        announcements.begin("a1", POLICY, at(0));
        announcements.begin("a2", POLICY, at(0));
        assertThat(sendUntil(10)).containsExactly("a1@0", "a2@0", "a1@10", "a2@10");
    }

    @Test
    void of_an_address_that_nobody_has_heard_of_go_before_repetitions_that_are_due_for_longer() {
        announcements.begin("a1", POLICY, at(0));
        sendUntil(0);
        announcements.begin("a2", POLICY, at(15));
        assertThat(announcements.takeDue(at(15))).contains("a2");
        assertThat(announcements.takeDue(at(15))).contains("a1");
    }

    @Test
    void keep_a_pause_between_packets_of_an_interface_whatever_their_addresses() {
        announcements.begin("a1", every(Duration.ofMillis(20)), at(0));
        announcements.begin("a2", every(Duration.ofMillis(20)), at(0));
        announcements.begin("b1", every(Duration.ofMillis(20)), at(0));
        assertThat(sendUntil(60_000)).containsExactly("a1@0", "b1@0", "a2@20", "b1@20", "a1@40", "a2@60");
    }

    @Test
    void end_with_what_is_given_up() {
        announcements.begin("a", POLICY, at(0));
        announcements.end("a"::equals);
        assertThat(announcements.deadline()).isEmpty();
        assertThat(announcements.takeDue(at(0))).isEmpty();
    }

    @Test
    void begin_anew_when_asked_to() {
        announcements.begin("a", POLICY, at(0));
        announcements.takeDue(at(0));
        announcements.begin("a", POLICY, at(5));
        assertThat(sendUntil(100)).containsExactly("a@5", "a@15", "a@25");
    }

    @Test
    void of_a_thousand_addresses_are_each_taken_once_before_the_first_repeat() {
        IntStream.range(0, 1000).forEach(i -> announcements.begin("a" + i, POLICY, at(0)));
        assertThat(sendUntil(0)).hasSize(1000).doesNotHaveDuplicates();
    }
}
