package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.vrrp.TestDirector.ROUTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.address.AddressLease;
import io.ipvsoperator.agent.address.AddressTerms;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.wire.vrrp.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whom a router follows, and who has its addresses. */
class VrrpLoopTest {
    private static final Duration DOWN_INTERVAL = Duration.ofMillis(3_100);
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final TestTime time = new TestTime();
    private final TestSegment segment = new TestSegment();
    private final TestDirector first = new TestDirector("192.0.2.10", segment, time);
    private final TestDirector second = new TestDirector("192.0.2.11", segment, time);

    @Test
    void a_router_waits_until_the_kernel_is_programmed() {
        first.assign(true, first.router(33, 250, false));
        time.pass(DOWN_INTERVAL.multipliedBy(2), first);
        assertThat(first.state()).isEqualTo("Initialize");
        assertThat(first.counters.sentCount()).isZero();
    }

    @Test
    void a_router_that_hears_nobody_advertises_and_claims_its_addresses() {
        first.start(250);
        time.pass(DOWN_INTERVAL, first);
        assertThat(first.state()).isEqualTo("Active");
        assertThat(first.claims()).isTrue();
        assertThat(first.claims.announcements()).isEqualTo(1);
        assertThat(first.counters.sentCount()).isEqualTo(1);
    }

    @Test
    void of_two_routers_the_one_of_higher_priority_owns_the_addresses() {
        first.start(250);
        second.start(240);
        time.pass(DOWN_INTERVAL.multipliedBy(2), first, second);
        assertThat(List.of(first.claims(), second.claims())).containsExactly(true, false);
        assertThat(List.of(first.state(), second.state())).containsExactly("Active", "Backup");
    }

    @Test
    void only_programmed_addresses_are_claimed() {
        AssignedRouter router = first.router(33, 250, true);
        first.assign(
                true,
                new AssignedRouter(
                        ROUTER,
                        router.router(),
                        Set.of(),
                        true,
                        Set.of(),
                        AddressTerms.of(AddressLease.of(Duration.ofSeconds(3), 1)),
                        false));
        time.pass(DOWN_INTERVAL, first);
        assertThat(first.state()).isEqualTo("Active");
        assertThat(first.claims.addresses()).isEmpty();
    }

    @Test
    void a_router_that_must_go_serves_until_its_successor_speaks() {
        bothRun();
        first.assign(true);
        time.pass(MOMENT, first);
        assertThat(first.state()).isEqualTo("HandingOver");
        assertThat(first.claims()).isTrue();
        time.pass(Duration.ofMillis(500), first, second);
        assertThat(second.claims()).isTrue();
        assertThat(first.claims()).isFalse();
        assertThat(first.view().routers()).isEmpty();
    }

    @Test
    void a_loop_that_is_to_hand_over_does_so_without_another_assignment() {
        bothRun();
        first.loop.handOver();
        time.pass(MOMENT, first);
        assertThat(first.state()).isEqualTo("HandingOver");
    }

    @Test
    void a_loop_that_has_handed_over_admits_nobody_any_more() {
        bothRun();
        first.loop.handOver();
        first.start(250);
        time.pass(DOWN_INTERVAL.multipliedBy(3), first, second);
        assertThat(first.view().routers()).isEmpty();
    }

    @Test
    void a_router_that_is_wanted_again_while_it_goes_stays() {
        bothRun();
        first.assign(true);
        time.pass(MOMENT, first);
        first.start(250);
        time.pass(DOWN_INTERVAL.multipliedBy(3), first, second);
        assertThat(first.state()).isEqualTo("Active");
        assertThat(first.claims()).isTrue();
    }

    @Test
    void without_a_link_nothing_is_claimed() {
        bothRun();
        first.port.setDown(true);
        first.assign(false, first.router(33, 250, true));
        time.pass(MOMENT, first);
        assertThat(first.state()).isEqualTo("Fault");
        assertThat(first.claims()).isFalse();
    }

    @Test
    void a_link_that_returns_is_taken_back() {
        bothRun();
        first.port.setDown(true);
        first.assign(false, first.router(33, 250, true));
        time.pass(DOWN_INTERVAL.plusSeconds(1), first, second);
        assertThat(second.claims()).isTrue();
        first.port.setDown(false);
        first.assign(true, first.router(33, 250, true));
        time.pass(DOWN_INTERVAL, first, second);
        assertThat(List.of(first.claims(), second.claims())).containsExactly(true, false);
    }

    @Test
    void a_refused_advertisement_is_counted_and_the_loop_goes_on() {
        first.start(250);
        first.port.setDown(true);
        time.pass(DOWN_INTERVAL, first);
        assertThat(first.state()).isEqualTo("Active");
        assertThat(first.counters.sentCount()).isZero();
    }

    @Test
    void a_router_whose_lease_ran_out_while_it_slept_listens_first() {
        bothRun();
        first.claims.lose(ROUTER);
        time.pass(MOMENT, first);
        assertThat(first.state()).isEqualTo("Backup");
        assertThat(first.claims()).isFalse();
    }

    @Test
    void a_loop_that_slept_hears_its_successor_before_it_acts_on_its_timer() {
        first.start(240);
        time.pass(DOWN_INTERVAL, first);
        second.start(250);
        time.pass(DOWN_INTERVAL, second);
        long sentBefore = first.counters.sentCount();
        time.pass(MOMENT, first);
        assertThat(first.state()).isEqualTo("HandingOver");
        // The machine's last word when it yields, and not the advertisement that was due.
        assertThat(first.counters.sentCount()).isEqualTo(sentBefore + 1);
    }

    @Test
    void what_came_in_behind_an_empty_wait_is_heard_before_a_timer_fires() {
        bothRun();
        second.port.setLateToWake(true);
        time.pass(DOWN_INTERVAL.multipliedBy(2), first, second);
        assertThat(second.state()).isEqualTo("Backup");
    }

    @Test
    void every_cycle_is_a_sign_of_life() {
        first.start(250);
        time.pass(DOWN_INTERVAL, first);
        assertThat(first.claims.lastHeartbeat()).isEqualTo(time.now());
    }

    @Test
    void somebody_who_does_not_yield_makes_nobody_announce_more_than_once_a_second() {
        first.start(250);
        time.pass(DOWN_INTERVAL.plusSeconds(1), first);
        long before = first.claims.announcements();
        for (int i = 0; i < 50; i++) {
            segment.inject(second.router(33, 100, true)
                    .router()
                    .packets(new Priority(100))
                    .getFirst()
                    .toBytes());
            time.pass(Duration.ofMillis(20), first);
        }
        assertThat(first.claims.announcements() - before).isBetween(1L, 2L);
    }

    @Test
    void a_router_that_hands_over_leaves_announcing_to_its_successor() {
        bothRun();
        assertThat(first.claims.isAnnounced()).isTrue();
        first.assign(true);
        time.pass(MOMENT, first);
        assertThat(first.claims()).isTrue();
        assertThat(first.claims.isAnnounced()).isFalse();
    }

    private void bothRun() {
        first.start(250);
        second.start(240);
        time.pass(DOWN_INTERVAL.plusSeconds(1), first, second);
        assertThat(first.state()).isEqualTo("Active");
    }
}
