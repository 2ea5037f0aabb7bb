package io.ipvsoperator.operator.vippool;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.kubernetes.Conditions;
import io.ipvsoperator.operator.pacing.Move;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Pools over time: how much moves, and why. */
class StabilityTest {
    private static final String WIDE = "[10.9.0.200-10.9.0.250]";
    private static final String NARROW = "[10.9.0.200-10.9.0.205]";
    private static final String NEVER = "failback: {policy: Never}";
    private static final String IMMEDIATE = "failback: {policy: Immediate}";

    private static PlayedPool pool(String... replacements) {
        String[] all = new String[replacements.length + 2];
        all[0] = NARROW;
        all[1] = WIDE;
        System.arraycopy(replacements, 0, all, 2, replacements.length);
        return new PlayedPool(all);
    }

    @Test
    void a_new_service_moves_nothing() {
        PlayedPool pool = pool();
        pool.service("web", 6, "900M");
        pool.settle();
        Map<String, List<String>> before = pool.orders();

        pool.service("mail", 3, "300M");
        pool.settle();

        assertThat(pool.moves).isEmpty();
        assertThat(pool.orders()).containsAllEntriesOf(before);
    }

    @Test
    void the_addresses_of_one_service_are_active_on_all_directors() {
        PlayedPool pool = pool();
        pool.service("web", 3, "30M");
        pool.settle();

        assertThat(pool.active().values()).containsExactlyInAnyOrder("d1", "d2", "d3");
    }

    @Test
    void a_director_that_is_added_becomes_the_reserve_of_the_others_and_is_given_its_part() {
        PlayedPool pool = pool();
        pool.service("web", 12, "1800M");
        pool.settle();
        assertThat(pool.percentAfterLoss()).hasValue(90);

        pool.directors("d1", "d2", "d3", "d4");
        pool.settle();

        assertThat(pool.percentAfterLoss()).hasValue(60);
        assertThat(pool.moves).hasSize(3).allMatch(move -> move.to().equals("d4"));
    }

    @Test
    void of_two_directors_that_are_added_one_is_given_its_part_and_no_unit_moves_twice() {
        PlayedPool pool = pool();
        pool.service("web", 12, "1800M");
        pool.settle();

        pool.directors("d1", "d2", "d3", "d4", "d5");
        pool.settle();

        assertThat(pool.percentAfterLoss()).hasValue(45);
        assertThat(pool.moves).hasSize(3).extracting(Move::unit).doesNotHaveDuplicates();
    }

    @Test
    void with_rebalancing_Never_a_director_that_is_added_is_given_nothing() {
        PlayedPool pool = pool("policy: Automatic", "policy: Never");
        pool.service("web", 12, "1800M");
        pool.settle();

        pool.directors("d1", "d2", "d3", "d4", "d5");
        pool.settle();

        assertThat(pool.moves).isEmpty();
    }

    @Test
    void on_the_way_the_worst_case_is_never_above_that_before_and_that_after() {
        PlayedPool pool = pool();
        pool.service("web", 12, "1800M");
        pool.settle();
        int before = pool.percentAfterLoss().orElseThrow();
        pool.worstCases.clear();

        pool.directors("d1", "d2", "d3", "d4", "d5");
        pool.settle();

        assertThat(pool.worstCases).allSatisfy(percent -> assertThat(percent).isLessThanOrEqualTo(before));
    }

    @Test
    void a_director_that_is_lost_and_repaired_moves_nothing_by_choice() {
        PlayedPool pool = pool();
        pool.service("web", 6, "1500M");
        pool.settle();
        Map<String, List<String>> before = pool.orders();
        Map<String, String> active = pool.active();

        pool.silent("d2");
        pool.settle();
        pool.heardAgain("d2");
        pool.settle();

        assertThat(pool.moves).isEmpty();
        assertThat(pool.orders()).isEqualTo(before);
        assertThat(pool.active()).isEqualTo(active);
    }

    @Test
    void with_failback_Never_the_holder_becomes_the_first_of_its_order_without_a_move() {
        PlayedPool pool = pool(IMMEDIATE, NEVER, "policy: Automatic", "policy: Never");
        pool.service("web", 1, "100M");
        pool.settle();
        String router = pool.orders().keySet().iterator().next();
        String first = Objects.requireNonNull(pool.active().get(router));

        pool.silent(first);
        pool.settle();
        pool.heardAgain(first);
        pool.settle();

        assertThat(pool.moves).isEmpty();
        assertThat(pool.active().get(router)).isNotEqualTo(first);
        assertThat(pool.orders().get(router)).startsWith(pool.active().get(router));
    }

    @Test
    void three_losses_each_repaired_pile_up_no_overload_with_failback_Never() {
        PlayedPool pool = pool(IMMEDIATE, NEVER);
        pool.directors("d1", "d2", "d3", "d4");
        pool.service("web", 12, "2250M");
        pool.settle();
        for (String director : List.of("d1", "d2", "d3")) {
            pool.silent(director);
            pool.settle();
            pool.heardAgain(director);
            pool.settle();
        }

        assertThat(pool.percentAfterLoss())
                .hasValueSatisfying(percent -> assertThat(percent).isLessThanOrEqualTo(100));
        assertThat(pool.moves).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void what_maintenance_re_ordered_goes_home_when_it_is_over() {
        PlayedPool pool = pool();
        pool.directors("d1", "d2", "d3", "d4");
        pool.service("web", 9, "2700M");
        pool.settle();
        Map<String, List<String>> before = pool.orders();
        Map<String, String> active = pool.active();

        pool.maintenance("d1");
        pool.settle();
        pool.maintenance();
        pool.settle();

        assertThat(pool.orders()).isEqualTo(before);
        assertThat(pool.active()).isEqualTo(active);
    }

    @Test
    void what_the_removal_of_a_director_re_ordered_goes_home_when_it_is_back() {
        PlayedPool pool = pool("policy: Automatic", "policy: Never");
        pool.service("web", 6, "900M");
        pool.settle();
        Map<String, String> active = pool.active();

        pool.directors("d1", "d2");
        pool.settle();
        pool.directors("d1", "d2", "d3");
        pool.settle();

        assertThat(pool.active()).isEqualTo(active);
    }

    @Test
    void a_planned_move_waits_while_a_director_is_silent() {
        PlayedPool pool = waitingToMove();

        pool.silent("d3");
        pool.look();

        assertThat(pool.moves).hasSize(1);
    }

    @Test
    void the_next_move_waits_until_the_last_one_is_verified() {
        PlayedPool pool = waitingToMove();

        pool.advance(Duration.ofMinutes(10));
        pool.look();

        assertThat(pool.moves).hasSize(1);
        assertThat(pool.status().moves())
                .satisfies(moves -> assertThat(moves.held()).contains("has not yet said"));
    }

    @Test
    void moves_that_wait_are_counted_and_the_next_one_is_told_with_its_reason() {
        PlayedPool pool = waitingToMove();

        assertThat(pool.status().moves()).satisfies(moves -> {
            assertThat(moves.pending()).isPositive();
            assertThat(moves.next()).satisfies(next -> {
                assertThat(next.from()).isIn("d1", "d2", "d3");
                assertThat(next.reason()).contains("lowers the worst case from");
            });
        });
    }

    /** The first of several moves is published and not carried out. */
    private static PlayedPool waitingToMove() {
        PlayedPool pool = pool();
        pool.service("web", 12, "1800M");
        pool.settle();
        pool.directors("d1", "d2", "d3", "d4", "d5");
        pool.handOversHang();
        for (int looks = 0; looks < 4; looks++) {
            pool.advance(Duration.ofSeconds(1));
            pool.look();
        }
        assertThat(pool.moves).hasSize(1);
        return pool;
    }

    @Test
    void a_move_without_preemption_is_a_hand_over_as_well() {
        PlayedPool pool = pool(IMMEDIATE, NEVER);
        pool.service("web", 12, "1800M");
        pool.settle();

        pool.directors("d1", "d2", "d3", "d4", "d5");
        pool.settle();

        assertThat(pool.moves).hasSize(3);
        assertThat(pool.active().values())
                .containsAll(pool.moves.stream().map(Move::to).toList());
        assertThat(pool.specs())
                .allSatisfy(spec -> assertThat(spec.members())
                        .allSatisfy(member -> assertThat(member.priority()).isPositive()));
    }

    @Test
    void without_preemption_nobody_gives_addresses_away_to_a_director_that_is_silent_by_now() {
        PlayedPool pool = movingWithoutPreemption();

        pool.silent(pool.moves.getFirst().to());
        pool.look();

        assertThat(pool.specs())
                .allSatisfy(spec -> assertThat(spec.members())
                        .allSatisfy(member -> assertThat(member.priority()).isPositive()));
    }

    @Test
    void without_preemption_a_move_that_somebody_else_took_over_is_over() {
        PlayedPool pool = movingWithoutPreemption();
        Move move = pool.moves.getFirst();

        pool.silent(move.to());
        pool.follow();
        pool.heardAgain(move.to());
        pool.settle();

        assertThat(pool.status().moves())
                .satisfies(moves -> assertThat(moves.held()).isNull());
        pool.orders()
                .forEach((router, order) ->
                        assertThat(order).startsWith(pool.active().get(router)));
    }

    @Test
    void without_preemption_nobody_gives_addresses_away_before_the_others_know_to_whom() {
        PlayedPool pool = aboutToMoveWithoutPreemption("d4");

        pool.look();
        pool.look();
        assertThat(pool.specs()).noneMatch(StabilityTest::isGivenAway);

        pool.catchesUp("d4");
        pool.look();
        assertThat(pool.specs()).anyMatch(StabilityTest::isGivenAway);
    }

    @Test
    void without_preemption_who_gives_addresses_away_goes_on_while_the_others_hear_of_it() {
        PlayedPool pool = aboutToMoveWithoutPreemption("d4");

        pool.catchesUp("d4");
        pool.fallsBehind(pool.moves.getFirst().to());
        pool.look();
        assertThat(pool.specs()).anyMatch(StabilityTest::isGivenAway);
        pool.look();

        assertThat(pool.specs()).anyMatch(StabilityTest::isGivenAway);
    }

    /** The first of several moves is published, and who was active has the priority 0. */
    private static PlayedPool movingWithoutPreemption() {
        PlayedPool pool = aboutToMoveWithoutPreemption("d4");
        pool.catchesUp("d4");
        pool.look();
        assertThat(pool.specs()).anyMatch(StabilityTest::isGivenAway);
        return pool;
    }

    /** The first of several moves is published, and one director has not heard of it. */
    private static PlayedPool aboutToMoveWithoutPreemption(String behind) {
        PlayedPool pool = pool(IMMEDIATE, NEVER);
        pool.service("web", 12, "1800M");
        pool.settle();
        pool.directors("d1", "d2", "d3", "d4", "d5");
        while (pool.moves.isEmpty()) {
            pool.fallsBehind(behind);
            pool.look();
        }
        return pool;
    }

    private static boolean isGivenAway(VirtualRouterSpec router) {
        return router.members().stream().anyMatch(member -> member.priority() == 0);
    }

    @Test
    void a_link_that_becomes_slower_changes_no_order_and_is_told() {
        PlayedPool pool = byLinkSpeed();
        Map<String, List<String>> before = pool.orders();

        pool.linkSpeed("d2", 100_000_000);
        pool.settle();

        assertThat(pool.orders()).isEqualTo(before);
        assertThat(pool.moves).isEmpty();
        assertThat(Conditions.find(pool.status().conditions(), "RedundancySatisfied"))
                .hasValueSatisfying(condition -> {
                    assertThat(condition.getReason()).isEqualTo("Overload");
                    assertThat(condition.getMessage()).contains("d2");
                });
    }

    @Test
    void a_service_that_is_new_is_placed_by_the_speeds_of_now() {
        PlayedPool pool = byLinkSpeed();
        pool.linkSpeed("d2", 100_000_000);
        pool.settle();

        pool.service("mail", 1, "50M");
        pool.settle();

        assertThat(Conditions.find(pool.status().conditions(), "RedundancySatisfied"))
                .hasValueSatisfying(
                        condition -> assertThat(condition.getReason()).isEqualTo("Satisfied"));
    }

    @Test
    void a_faster_link_is_used_at_once_for_what_is_new() {
        PlayedPool pool = byLinkSpeed();
        pool.linkSpeed("d3", 10_000_000_000L);
        pool.linkSpeed("d2", 10_000_000_000L);
        pool.settle();

        pool.service("bulk", 1, "5G");
        pool.settle();

        assertThat(pool.percentAfterLoss())
                .hasValueSatisfying(percent -> assertThat(percent).isLessThanOrEqualTo(100));
    }

    private static PlayedPool byLinkSpeed() {
        PlayedPool pool = pool(", capacity: {bandwidth: 1G}", "");
        pool.service("web", 6, "600M");
        pool.settle();
        pool.moves.clear();
        return pool;
    }
}
