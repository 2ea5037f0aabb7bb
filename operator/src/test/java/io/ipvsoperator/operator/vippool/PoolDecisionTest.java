package io.ipvsoperator.operator.vippool;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorSpec;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.vippool.VipPoolStatus;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.testing.Given;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoolDecisionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String ALL_MEMBERS =
            "{director: d2, priority: 250}, {director: d1, priority: 240}, {director: d3, priority: 225}";

    private final PoolFixture fixture = new PoolFixture();

    @Test
    void a_new_service_gets_the_lowest_free_address_in_a_router_of_its_own() {
        fixture.services = List.of(Given.service());

        assertThat(decide().plan().routers()).singleElement().satisfies(router -> {
            assertThat(router.virtualRouterId()).isEqualTo(33);
            assertThat(router.addresses())
                    .containsExactly(new VirtualRouterSpec.Address("10.9.0.200", "web-uid", null));
            assertThat(router.members())
                    .extracting(VirtualRouterSpec.Member::priority)
                    .containsExactly(250, 240, 225);
        });
    }

    @Test
    void the_same_inputs_have_the_same_plan_and_a_published_plan_stands() {
        fixture.services = List.of(Given.service());
        List<VirtualRouterSpec> first = decide().plan().routers();
        fixture.routers = List.of(PoolFixture.published(first.getFirst()));

        assertThat(decide().plan().routers()).isEqualTo(first);
    }

    @Test
    void six_addresses_of_a_gigabit_and_a_half_load_the_survivors_of_any_loss_to_75_percent() {
        fixture.pool = Given.pool();
        fixture.services = List.of(Given.service(
                "count: 1, families: [IPv4]}", "count: Auto, families: [IPv4]}\n  demand: {bandwidth: 1500M}"));

        PoolDecision decision = decide();

        assertThat(decision.plan().routers()).hasSize(6);
        assertThat(new PoolStatusReport(fixture.pool, decision).status(NOW).utilization())
                .isNotNull()
                .satisfies(utilization -> {
                    assertThat(utilization.normal()).isEqualTo(50);
                    assertThat(utilization.worstCase())
                            .extracting(VipPoolStatus.WorstCase::percent)
                            .isEqualTo(75);
                });
    }

    @Test
    void an_address_of_another_pools_router_or_of_a_node_is_never_given_away() {
        fixture.pool = Given.pool("[10.9.0.200-10.9.0.205]", "[10.9.0.11-10.9.0.13, 10.9.0.200]");
        var foreign = PoolFixture.router("other-uid", false, ALL_MEMBERS);
        foreign.setSpec(renamed(foreign.getSpec(), "other"));
        fixture.routers = List.of(foreign);
        fixture.services = List.of(Given.service());

        assertThat(decide().plan().refusals().get("web-uid"))
                .extracting(Refusal::reason)
                .isEqualTo("PoolExhausted");
    }

    @Test
    void identifiers_of_another_pool_on_the_segment_are_not_used() {
        fixture.otherPools =
                List.of(Given.pool("name: edge", "name: other", "[10.9.0.200-10.9.0.205]", "[10.9.0.100]"));
        var foreign = PoolFixture.router("other-uid", false, ALL_MEMBERS);
        foreign.setSpec(renamed(foreign.getSpec(), "other"));
        fixture.routers = List.of(foreign);
        fixture.services = List.of(Given.service("families: [IPv4]", "families: [IPv4], requested: [10.9.0.201]"));

        assertThat(decide().plan().routers())
                .extracting(VirtualRouterSpec::virtualRouterId)
                .containsExactly(34);
    }

    @Test
    void Enforce_refuses_a_newcomer_that_would_overload_the_router_it_has_to_join() {
        fixture.pool = Given.pool("policy: Warn", "policy: Enforce", "first: 33, last: 96", "first: 33, last: 33");
        fixture.routers = List.of(PoolFixture.router("web-uid", false, ALL_MEMBERS));
        fixture.services = List.of(demanding("web", "800M"), demanding("late", "300M"));

        PoolDecision refused = decide();

        assertThat(refused.plan().refusals().get("late-uid"))
                .extracting(Refusal::reason)
                .isEqualTo("NoResources");
        assertThat(refused.plan().routers())
                .containsExactly(fixture.routers.getFirst().getSpec());

        fixture.services = List.of(demanding("web", "800M"), demanding("late", "200M"));
        assertThat(addresses()).hasSize(2);
    }

    @Test
    void Enforce_refuses_each_of_two_newcomers_in_one_router_by_its_own_name() {
        fixture.pool = Given.pool("policy: Warn", "policy: Enforce", "first: 33, last: 96", "first: 33, last: 33");
        fixture.services = List.of(demanding("early", "800M"), demanding("late", "300M"));

        assertThat(decide().plan().refusals()).containsOnlyKeys("late-uid");
        assertThat(decide().plan().refusals().values())
                .extracting(Refusal::message)
                .allSatisfy(message -> assertThat(message).doesNotContain("-uid"));
        assertThat(addresses()).extracting(VirtualRouterSpec.Address::holder).containsExactly("early-uid");
    }

    @Test
    void a_requested_address_of_a_node_is_said_to_be_in_use() {
        fixture.pool = Given.pool("[10.9.0.200-10.9.0.205]", "[10.9.0.11-10.9.0.20]");
        fixture.services = List.of(Given.service("families: [IPv4]", "families: [IPv4], requested: [10.9.0.12]"));

        assertThat(decide().plan().refusals().get("web-uid")).satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo("AddressInUse");
            assertThat(refusal.message()).contains("10.9.0.12 belongs to a node");
        });
    }

    @Test
    void an_address_is_released_once_its_service_leaves_and_its_table_is_empty() {
        fixture.services = List.of(leaving());
        fixture.routers = List.of(PoolFixture.router("web-uid", false, ALL_MEMBERS));
        assertThat(addresses()).extracting(VirtualRouterSpec.Address::released).containsExactly((Boolean) null);

        fixture.emptiedTables = Set.of("web-uid");
        assertThat(addresses()).extracting(VirtualRouterSpec.Address::released).containsExactly(true);
    }

    @Test
    void a_released_address_goes_only_when_every_member_has_acknowledged() {
        fixture.routers = List.of(PoolFixture.router("gone-uid", true, ALL_MEMBERS));
        fixture.directors = List.of(
                PoolFixture.director("d1", 100),
                PoolFixture.director("d2", 100),
                Given.silent(PoolFixture.director("d3", 99), "2026-02-01T00:00:00Z"));
        assertThat(addresses()).hasSize(1);

        fixture.directors = List.of(
                PoolFixture.director("d1", 100), PoolFixture.director("d2", 100), PoolFixture.director("d3", 100));
        assertThat(decide().plan().routers()).isEmpty();
    }

    @Test
    void the_word_of_a_node_that_is_gone_is_not_waited_for() {
        fixture.routers = List.of(PoolFixture.router("gone-uid", true, ALL_MEMBERS));
        fixture.directors = List.of(PoolFixture.director("d1", 100), PoolFixture.director("d2", 100));
        fixture.nodes = fixture.nodes.subList(0, 2);

        assertThat(decide().plan().routers()).isEmpty();
    }

    @Test
    void a_pool_is_deleted_without_the_word_of_a_silent_director_and_its_router_stays() {
        fixture.pool.getMetadata().setDeletionTimestamp("2026-02-28T00:00:00Z");
        fixture.routers = List.of(PoolFixture.router("gone-uid", true, ALL_MEMBERS));
        Director silent = Given.silent(PoolFixture.director("d3", 99), "2026-02-01T00:00:00Z");
        fixture.directors = List.of(PoolFixture.director("d1", 100), PoolFixture.director("d2", 99), silent);
        assertThat(decide().isInUse(fixture.inputs())).isTrue();

        fixture.directors = List.of(PoolFixture.director("d1", 100), PoolFixture.director("d2", 100), silent);
        assertThat(decide().isInUse(fixture.inputs())).isFalse();
        assertThat(decide().plan().routers())
                .containsExactly(fixture.routers.getFirst().getSpec());
    }

    @Test
    void a_pool_that_a_service_uses_is_not_deleted() {
        fixture.pool.getMetadata().setDeletionTimestamp("2026-02-28T00:00:00Z");
        fixture.services = List.of(Given.service());
        fixture.routers = List.of(PoolFixture.router("web-uid", false, ALL_MEMBERS));

        assertThat(decide().isInUse(fixture.inputs())).isTrue();
    }

    @Test
    void the_router_of_a_pool_that_is_gone_keeps_address_and_identifier_until_the_last_director_knows() {
        VirtualRouter abandoned = PoolFixture.router("gone", "gone-uid", ALL_MEMBERS);
        abandoned.setSpec(
                renamed(PoolFixture.router("gone-uid", true, ALL_MEMBERS).getSpec(), "gone"));
        fixture.routers = List.of(abandoned);
        fixture.services = List.of(Given.service());
        fixture.directors = List.of(
                PoolFixture.director("d1", 100), PoolFixture.director("d2", 100), PoolFixture.director("d3", 99));

        assertThat(decide().over()).isEmpty();
        assertThat(decide().plan().routers()).singleElement().satisfies(router -> {
            assertThat(router.virtualRouterId()).isEqualTo(34);
            assertThat(router.addresses())
                    .extracting(VirtualRouterSpec.Address::address)
                    .containsExactly("10.9.0.201");
        });

        fixture.directors = List.of(
                PoolFixture.director("d1", 100), PoolFixture.director("d2", 100), PoolFixture.director("d3", 100));
        assertThat(decide().over()).containsExactly(abandoned);
    }

    @Test
    void on_another_segment_the_router_of_a_pool_that_is_gone_takes_no_identifier() {
        fixture.routers = List.of(PoolFixture.router("gone", "gone-uid", ALL_MEMBERS));
        fixture.pool =
                Given.pool("[10.9.0.200-10.9.0.205]", "[192.0.2.1]", "first: 33, last: 96", "first: 33, last: 33");
        fixture.services = List.of(Given.service());
        fixture.directors.forEach(PoolDecisionTest::attachToAnotherNetwork);

        assertThat(decide().plan().routers())
                .extracting(VirtualRouterSpec::virtualRouterId)
                .containsExactly(33);
    }

    @Test
    void silence_changes_no_order() {
        fixture.services = List.of(Given.service());
        fixture.routers = List.of(PoolFixture.router("web-uid", false, ALL_MEMBERS));
        fixture.directors = List.of(
                PoolFixture.director("d1", 100),
                Given.silent(PoolFixture.director("d2", 100), "2026-02-01T00:00:00Z"),
                PoolFixture.director("d3", 100));

        assertThat(members())
                .containsExactly(
                        PoolFixture.member("d2", 250), PoolFixture.member("d1", 240), PoolFixture.member("d3", 225));
    }

    @Test
    void maintenance_takes_the_priority_of_a_director_in_every_router() {
        fixture.services = List.of(Given.service());
        fixture.routers = List.of(PoolFixture.router("web-uid", false, ALL_MEMBERS));
        fixture.directors.get(1).setSpec(new DirectorSpec(true, null));

        assertThat(members()).contains(PoolFixture.member("d2", 0));
    }

    @Test
    void a_node_that_is_no_longer_selected_stays_a_member_without_priority_until_it_knows() {
        fixture.services = List.of(Given.service());
        fixture.nodes = List.of(
                Given.node("d1", "10.9.0.11", true),
                Given.node("d2", "10.9.0.12", true),
                Given.node("d3", "10.9.0.13", false));
        fixture.routers = List.of(PoolFixture.router("web-uid", false, ALL_MEMBERS));
        assertThat(members()).contains(PoolFixture.member("d3", 0));

        fixture.routers = List.of(PoolFixture.router(
                "web-uid",
                false,
                "{director: d2, priority: 250}, {director: d1, priority: 240}, {director: d3, priority: 0}"));
        fixture.directors =
                List.of(PoolFixture.director("d1", 0), PoolFixture.director("d2", 0), PoolFixture.director("d3", 100));
        assertThat(members()).extracting(VirtualRouterSpec.Member::director).containsExactly("d2", "d1");
    }

    @Test
    void nothing_is_planned_when_half_of_the_directors_fall_silent_at_once() {
        fixture.services = List.of(Given.service());
        fixture.directors = List.of(
                PoolFixture.director("d1", 0),
                Given.silent(PoolFixture.director("d2", 0), "2026-02-28T23:59:00Z"),
                Given.silent(PoolFixture.director("d3", 0), "2026-02-28T23:59:07Z"));

        PoolDecision decision = decide();

        assertThat(decision.plan().routers()).isEmpty();
        assertThat(decision.suspension()).map(Suspension::reason).contains("LeasesExpiredTogether");
    }

    @Test
    void a_director_that_is_long_gone_does_not_hide_that_the_others_fell_silent_at_once() {
        fixture.directors = List.of(
                Given.silent(PoolFixture.director("d1", 0), "2026-02-01T00:00:00Z"),
                Given.silent(PoolFixture.director("d2", 0), "2026-02-28T23:59:00Z"),
                Given.silent(PoolFixture.director("d3", 0), "2026-02-28T23:59:07Z"));

        assertThat(decide().suspension()).map(Suspension::reason).contains("LeasesExpiredTogether");
    }

    @Test
    void directors_lost_one_after_the_other_suspend_nothing() {
        fixture.services = List.of(Given.service());
        fixture.directors = List.of(
                PoolFixture.director("d1", 0),
                Given.silent(PoolFixture.director("d2", 0), "2026-02-01T00:00:00Z"),
                Given.silent(PoolFixture.director("d3", 0), "2026-02-02T00:00:00Z"));

        assertThat(decide().suspension()).isEmpty();
    }

    @Test
    void an_invalid_pool_keeps_what_runs() {
        fixture.pool = Given.pool("[10.9.0.200-10.9.0.205]", "[\"2001:db8::/120\"]");
        fixture.services = List.of(Given.service());
        fixture.routers = List.of(PoolFixture.router("web-uid", false, ALL_MEMBERS));

        assertThat(decide().plan().routers())
                .containsExactly(fixture.routers.getFirst().getSpec());
    }

    private static void attachToAnotherNetwork(Director director) {
        Given.saying(
                director,
                "interfaces",
                List.of(
                        new DirectorStatus.NetworkInterface("eth1", 1_000_000_000L, true, List.of("10.9.0.9/24")),
                        new DirectorStatus.NetworkInterface("eth2", 1_000_000_000L, true, List.of("192.0.2.9/24"))));
    }

    private static VirtualService demanding(String name, String bandwidth) {
        return Given.service(
                "name: web",
                "name: " + name,
                "uid: web-uid",
                "uid: " + name + "-uid",
                "poolName: edge",
                "poolName: edge\n  demand: {bandwidth: " + bandwidth + "}");
    }

    private static VirtualService leaving() {
        VirtualService service = Given.service();
        service.getMetadata().setDeletionTimestamp("2026-02-28T00:00:00Z");
        return service;
    }

    private static VirtualRouterSpec renamed(VirtualRouterSpec spec, String pool) {
        return new VirtualRouterSpec(
                pool,
                spec.virtualRouterId(),
                spec.addressFamily(),
                spec.networkInterface(),
                spec.addresses(),
                spec.members(),
                spec.home(),
                spec.vrrp());
    }

    private PoolDecision decide() {
        return PoolDecision.decide(fixture.inputs(), new PlacementMemory(), NOW);
    }

    private List<VirtualRouterSpec.Address> addresses() {
        return decide().plan().routers().getFirst().addresses();
    }

    private List<VirtualRouterSpec.Member> members() {
        return decide().plan().routers().getFirst().members();
    }
}
