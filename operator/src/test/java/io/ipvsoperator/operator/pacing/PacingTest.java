package io.ipvsoperator.operator.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.operator.pacing.Statement.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PacingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Surroundings CALM = new Surroundings(Set.of(), Set.of(), Map.of());
    private static final Move MOVE = new Move("edge-33", "d1", "d2", "for a test");
    private static final LastMove LAST = new LastMove("edge-34", "d1", "d3", NOW.minusSeconds(5), true);

    private final Pacing pacing = new Pacing(6);

    @Test
    void the_first_move_is_published_at_once() {
        assertThat(decide(Optional.empty(), new Handover.Over(), CALM)).isEqualTo(new Pacing.Decision.Publish(MOVE));
    }

    @Test
    void without_a_move_there_is_nothing_to_decide() {
        assertThat(pacing.decide(List.of(), Optional.of(LAST), new Handover.Over(), CALM, NOW))
                .isEqualTo(new Pacing.Decision.Nothing());
    }

    @Test
    void at_six_a_minute_the_next_one_waits_until_ten_seconds_have_passed() {
        assertThat(decide(Optional.of(LAST), new Handover.Verified("has moved: d3 is active, d1 is not"), CALM))
                .isEqualTo(new Pacing.Decision.Hold(
                        "there are at most 6 moves a minute", Optional.of(Duration.ofSeconds(5))));
    }

    @Test
    void that_a_move_is_done_is_recorded_before_the_next_one_is_published() {
        LastMove longAgo = new LastMove("edge-34", "d1", "d3", NOW.minusSeconds(60), false);

        assertThat(decide(Optional.of(longAgo), new Handover.Verified("has moved: d3 is active, d1 is not"), CALM))
                .isEqualTo(
                        new Pacing.Decision.Hold("that the move before is done is recorded first", Optional.empty()));
        assertThat(decide(Optional.of(longAgo.asVerified()), new Handover.Over(), CALM))
                .isEqualTo(new Pacing.Decision.Publish(MOVE));
    }

    @Test
    void a_move_under_way_holds_the_next_however_long_it_takes() {
        LastMove old = new LastMove("edge-34", "d1", "d3", NOW.minusSeconds(3600), false);

        assertThat(decide(Optional.of(old), new Handover.UnderWay("d3 is awaited"), CALM))
                .isEqualTo(new Pacing.Decision.Hold("d3 is awaited", Optional.empty()));
    }

    @Test
    void a_silent_director_of_the_pool_holds_every_move() {
        assertThat(decide(Optional.empty(), new Handover.Over(), new Surroundings(Set.of("d9"), Set.of(), Map.of())))
                .isEqualTo(
                        new Pacing.Decision.Hold("nothing is moved while directors are silent: d9", Optional.empty()));
    }

    @Test
    void a_target_that_can_not_serve_holds_the_move() {
        assertThat(decide(Optional.empty(), new Handover.Over(), new Surroundings(Set.of(), Set.of("d2"), Map.of())))
                .isInstanceOf(Pacing.Decision.Hold.class);
    }

    @Test
    void another_director_that_can_not_serve_holds_nothing() {
        assertThat(decide(Optional.empty(), new Handover.Over(), new Surroundings(Set.of(), Set.of("d3"), Map.of())))
                .isEqualTo(new Pacing.Decision.Publish(MOVE));
    }

    @Test
    void a_last_move_in_the_future_holds_for_no_longer_than_one_of_just_now() {
        LastMove future = new LastMove("edge-34", "d1", "d3", NOW.plusSeconds(3600), true);

        assertThat(decide(Optional.of(future), new Handover.Over(), CALM))
                .isEqualTo(new Pacing.Decision.Hold(
                        "there are at most 6 moves a minute", Optional.of(Duration.ofSeconds(10))));
    }

    @Test
    void no_moves_a_minute_are_refused() {
        assertThatThrownBy(() -> new Pacing(0)).hasMessage("movesPerMinute is 0 but must be at least 1");
    }

    private Pacing.Decision decide(Optional<LastMove> last, Handover handover, Surroundings surroundings) {
        return pacing.decide(List.of(MOVE), last, handover, surroundings, NOW);
    }

    @Test
    void a_move_is_verified_once_the_new_one_is_active_and_the_old_one_is_not() {
        assertThat(handover(State.OTHER, true, State.ACTIVE, true))
                .isEqualTo(new Handover.Verified("has moved: d3 is active, d1 is not"));
    }

    @Test
    void a_move_is_under_way_while_both_are_active() {
        assertThat(handover(State.ACTIVE, true, State.ACTIVE, true).isUnderWay())
                .isTrue();
    }

    @Test
    void a_move_is_under_way_while_nobody_is_active() {
        assertThat(handover(State.OTHER, true, State.OTHER, true).isUnderWay()).isTrue();
    }

    @Test
    void what_the_new_one_says_of_an_older_version_counts_for_nothing() {
        assertThat(handover(State.OTHER, true, State.ACTIVE, false).isUnderWay())
                .isTrue();
    }

    @Test
    void what_the_old_one_says_of_an_older_version_counts_for_nothing() {
        assertThat(handover(State.OTHER, false, State.ACTIVE, true).isUnderWay())
                .isTrue();
    }

    @Test
    void there_is_nothing_to_take_over_where_the_new_one_takes_no_part_for_reasons_of_its_own() {
        assertThat(handover(State.WITHDRAWN, true, State.WITHDRAWN, true))
                .isEqualTo(new Handover.Verified(
                        "has left d1 and not reached d3: d3 takes no part, for a reason of its own,"
                                + " and the next of the order serves"));
    }

    @Test
    void a_move_that_reaches_the_new_one_in_one_family_alone_says_so() {
        List<PublishedRouter> both = List.of(
                router(State.OTHER, true, State.ACTIVE, true), router(State.OTHER, true, State.WITHDRAWN, true));
        assertThat(Handover.of(Optional.of(unverified()), both))
                .isEqualTo(new Handover.Verified("has left d1 and not reached d3 for every address family: d3 takes no"
                        + " part, for a reason of its own, and the next of the order serves"));
    }

    @Test
    void nobody_waits_for_a_new_one_that_has_lowered_its_own_priority() {
        assertThat(handover(State.ACTIVE, true, State.LOWERED, true)).isEqualTo(new Handover.Deferred());
    }

    @Test
    void what_a_new_one_has_lowered_in_an_older_version_counts_for_nothing() {
        assertThat(handover(State.ACTIVE, true, State.LOWERED, false).isUnderWay())
                .isTrue();
    }

    @Test
    void after_a_move_that_is_deferred_the_next_one_goes_on() {
        assertThat(decide(Optional.empty(), new Handover.Deferred(), CALM))
                .isEqualTo(new Pacing.Decision.Publish(MOVE));
    }

    @Test
    void a_move_to_one_that_stands_by_with_less_than_its_priority_waits_and_says_so() {
        assertThat(decide(
                        Optional.empty(),
                        new Handover.Over(),
                        new Surroundings(Set.of(), Set.of(), Map.of("edge-33", Set.of("d2")))))
                .isEqualTo(new Pacing.Decision.Hold(
                        "d2 stands by for virtual router edge-33 with less than its priority, because of a check of its own",
                        Optional.empty()));
    }

    @Test
    void a_move_that_another_order_has_made_void_is_over() {
        PublishedRouter router = new PublishedRouter("edge-34", List.of("d2", "d1", "d3"), Map.of());

        assertThat(Handover.of(Optional.of(unverified()), List.of(router))).isEqualTo(new Handover.Over());
    }

    @Test
    void a_move_of_a_router_that_is_gone_is_over() {
        assertThat(Handover.of(Optional.of(unverified()), List.of())).isEqualTo(new Handover.Over());
    }

    @Test
    void a_pair_has_moved_once_both_families_have() {
        PublishedRouter four = router(State.OTHER, true, State.ACTIVE, true);
        PublishedRouter six = router(State.ACTIVE, true, State.OTHER, true);

        assertThat(Handover.of(Optional.of(unverified()), List.of(four, six)).isUnderWay())
                .isTrue();
    }

    private static LastMove unverified() {
        return new LastMove("edge-34", "d1", "d3", NOW, false);
    }

    private static Handover handover(State old, boolean oldApplied, State next, boolean nextApplied) {
        return Handover.of(Optional.of(unverified()), List.of(router(old, oldApplied, next, nextApplied)));
    }

    private static PublishedRouter router(State old, boolean oldApplied, State next, boolean nextApplied) {
        return new PublishedRouter(
                "edge-34",
                List.of("d3", "d1", "d2"),
                Map.of("d1", new Statement(oldApplied, old), "d3", new Statement(nextApplied, next)));
    }
}
