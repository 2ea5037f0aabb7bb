package io.ipvsoperator.operator.vippool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pools with IPv6, and unicast in both families. */
class PoolFamiliesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String BOTH = "[10.9.0.200-10.9.0.205, \"2001:db8::/120\"]";

    private final PoolFixture fixture = new PoolFixture();

    @BeforeEach
    void directorsOfBothFamilies() {
        fixture.pool = Given.pool("[10.9.0.200-10.9.0.205]", BOTH);
        fixture.services = List.of(Given.service("families: [IPv4]", "families: [IPv4, IPv6]"));
        fixture.directors = fixture.directors.stream()
                .map(director -> Given.knowing(director, "IPv6", "Unicast"))
                .map(director ->
                        addressed(director, director.getMetadata().getName().substring(1)))
                .toList();
    }

    @Test
    void a_service_of_both_families_gets_a_router_of_each() {
        assertThat(routers())
                .extracting(
                        VirtualRouterSpec::virtualRouterId,
                        VirtualRouterSpec::addressFamily,
                        router -> router.addresses().getFirst().address())
                .containsExactly(tuple(33, "IPv4", "10.9.0.200"), tuple(33, "IPv6", "2001:db8::1"));
    }

    @Test
    void both_routers_of_a_pair_have_one_order() {
        assertThat(order(routers().get(0))).isEqualTo(order(routers().get(1)));
    }

    private static List<String> order(VirtualRouterSpec router) {
        return router.members().stream()
                .map(member -> member.director() + " " + member.priority())
                .toList();
    }

    @Test
    void a_pair_is_one_share_of_demand() {
        fixture.services = List.of(Given.service(
                "count: 1, families: [IPv4]}", "count: 2, families: [IPv4, IPv6]}\n  demand: {bandwidth: 1G}"));

        assertThat(new PoolStatusReport(fixture.pool, decide()).status(NOW).utilization())
                .isNotNull()
                .satisfies(utilization -> assertThat(utilization.normal()).isEqualTo(50));
    }

    @Test
    void routers_of_both_families_are_named_apart() {
        assertThat(routers()).extracting(PoolPlan::routerName).containsExactly("edge-33-v4", "edge-33-v6");
    }

    @Test
    void what_is_published_stands() {
        List<VirtualRouterSpec> first = routers();
        fixture.routers = first.stream().map(PoolFixture::published).toList();

        assertThat(routers()).isEqualTo(first);
    }

    @Test
    void nothing_of_IPv6_is_given_while_an_agent_does_not_know_it() {
        fixture.directors = fixture.directors.stream()
                .map(director -> Given.knowing(director, "Unicast"))
                .toList();

        assertThat(decide().plan().refusals().get("web-uid")).satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo("AgentsTooOld");
            assertThat(refusal.message()).contains("d1, d2, d3");
        });
    }

    @Test
    void members_of_a_multicast_router_have_addresses_too_so_that_strangers_are_known() {
        assertThat(routers().getFirst().members())
                .extracting(VirtualRouterSpec.Member::addresses)
                .doesNotContainNull();
    }

    @Test
    void members_of_a_unicast_router_have_the_address_of_their_interface_in_the_subnet() {
        unicast();

        assertThat(addressOf(routers().getFirst(), "d2")).containsExactly("10.9.0.12");
    }

    @Test
    void members_of_a_unicast_router_of_IPv6_have_their_link_local_address() {
        unicast();

        assertThat(addressOf(routers().getLast(), "d2")).containsExactly("fe80::12");
    }

    @Test
    void a_member_that_has_not_reported_an_address_stays_a_member() {
        unicast();
        fixture.directors =
                List.of(fixture.directors.get(0), fixture.directors.get(1), Given.having(fixture.directors.get(2)));

        assertThat(routers().getFirst().members())
                .filteredOn(member -> member.director().equals("d3"))
                .singleElement()
                .satisfies(member -> assertThat(member.addresses()).isNull());
    }

    @Test
    void a_member_keeps_its_published_address_while_its_director_reports_none() {
        unicast();
        fixture.routers = routers().stream().map(PoolFixture::published).toList();
        withoutAddressesOfD2();

        assertThat(routers())
                .extracting(router -> addressOf(router, "d2"))
                .containsExactly(List.of("10.9.0.12"), List.of("fe80::12"));
    }

    @Test
    void a_director_that_changes_its_address_is_published_with_the_new_one_though_nothing_is_planned() {
        unicast();
        fixture.routers = routers().stream().map(PoolFixture::published).toList();
        fixture.pool =
                Given.pool("[10.9.0.200-10.9.0.205]", BOTH, "Multicast", "Unicast", "Interval: 1s", "Interval: 15ms");
        fixture.directors = List.of(
                fixture.directors.get(0),
                Given.having(fixture.directors.get(1), "10.9.0.99/24"),
                fixture.directors.get(2));

        assertThat(addressOf(routers().getFirst(), "d2")).containsExactly("10.9.0.99");
    }

    private void withoutAddressesOfD2() {
        fixture.directors =
                List.of(fixture.directors.get(0), Given.having(fixture.directors.get(1)), fixture.directors.get(2));
    }

    private static Director addressed(Director director, String number) {
        return Given.having(
                director, "10.9.0.1" + number + "/24", "2001:db8::1" + number + "/64", "fe80::1" + number + "/64");
    }

    private void unicast() {
        fixture.pool = Given.pool("[10.9.0.200-10.9.0.205]", BOTH, "Multicast", "Unicast");
    }

    private static List<String> addressOf(VirtualRouterSpec router, String director) {
        return router.members().stream()
                .filter(member -> member.director().equals(director))
                .map(VirtualRouterSpec.Member::addresses)
                .findFirst()
                .orElseThrow();
    }

    private List<VirtualRouterSpec> routers() {
        return decide().plan().routers();
    }

    private PoolDecision decide() {
        return PoolDecision.decide(fixture.inputs(), new PlacementMemory(), NOW);
    }
}
