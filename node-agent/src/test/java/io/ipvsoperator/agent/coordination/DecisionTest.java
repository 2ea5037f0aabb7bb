package io.ipvsoperator.agent.coordination;

import static io.ipvsoperator.agent.coordination.Situations.ETH1;
import static io.ipvsoperator.agent.coordination.Situations.ETH1_IPV4;
import static io.ipvsoperator.agent.coordination.Situations.OTHER;
import static io.ipvsoperator.agent.coordination.Situations.VIRTUAL;
import static io.ipvsoperator.agent.coordination.Situations.among;
import static io.ipvsoperator.agent.coordination.Situations.holding;
import static io.ipvsoperator.agent.coordination.Situations.plan;
import static io.ipvsoperator.agent.coordination.Situations.programmed;
import static io.ipvsoperator.agent.coordination.Situations.router;
import static io.ipvsoperator.agent.coordination.Situations.stopping;
import static io.ipvsoperator.agent.coordination.Situations.table;
import static io.ipvsoperator.agent.coordination.Situations.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.address.AddressTerms;
import io.ipvsoperator.agent.announce.AnnouncementPolicy;
import io.ipvsoperator.agent.coordination.Orders.SegmentOrder;
import io.ipvsoperator.agent.plan.AddressSettings;
import io.ipvsoperator.agent.plan.InetAddresses;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.RouterPlan;
import io.ipvsoperator.agent.status.KernelObservation;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.agent.vrrp.SegmentView;
import io.ipvsoperator.vrrp.Participation;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final IpAddress D2 = IpAddress.parse("192.0.2.12");
    private static final IpAddress D3 = IpAddress.parse("192.0.2.13");

    private final Plan plan = plan(List.of(router("edge-33-v4", 33, VIRTUAL)), List.of(table("vs-1", VIRTUAL)));
    private final Situation fresh = Situations.of(plan);

    @Test
    void services_are_programmed_before_a_router_may_start() {
        Orders orders = Decision.of(fresh);
        assertThat(orders.kernel().tables()).isEqualTo(plan.tables());
        assertThat(onlyRouter(orders).mayStart()).isFalse();
        assertThat(onlyRouter(orders).ownable()).isEmpty();
    }

    @Test
    void a_programmed_kernel_lets_the_router_start_and_own() {
        AssignedRouter router = onlyRouter(Decision.of(programmed(fresh)));
        assertThat(router.mayStart()).isTrue();
        assertThat(router.ownable()).containsExactly(VIRTUAL);
    }

    private static RouterPlan labelled(String label) {
        AddressSettings settings = new AddressSettings(AnnouncementPolicy.DEFAULT, Optional.of(label), false);
        return router("edge-33-v4", 33, settings, VIRTUAL);
    }

    @Test
    void a_label_stands_behind_the_name_of_the_interface() {
        Plan withLabel = plan(List.of(labelled("edge")), plan.tables());
        assertThat(onlyRouter(Decision.of(Situations.of(withLabel))).terms().label())
                .contains("eth1:edge");
    }

    private static Plan withVirtualMac(Optional<String> label) {
        AddressSettings settings = new AddressSettings(AnnouncementPolicy.DEFAULT, label, true);
        return plan(List.of(router("edge-33-v4", 33, settings, VIRTUAL)), List.of());
    }

    @Test
    void a_router_gets_its_virtual_mac_address_where_the_pool_asks_for_it() {
        AddressTerms terms = onlyRouter(Decision.of(Situations.of(withVirtualMac(Optional.empty()))))
                .terms();
        assertThat(terms.virtualMac())
                .hasValueSatisfying(mac -> assertThat(mac.address()).hasToString("00:00:5e:00:01:21"));
    }

    @Test
    void a_label_stands_behind_the_name_of_the_interface_with_the_virtual_mac_address() {
        AddressTerms terms = onlyRouter(Decision.of(Situations.of(withVirtualMac(Optional.of("edge")))))
                .terms();
        assertThat(terms.label()).contains("vrrp.33.2:edge");
    }

    @Test
    void a_label_that_is_too_long_for_its_interface_is_a_failure_and_left_out() {
        Orders orders = Decision.of(Situations.of(plan(List.of(labelled("eleven-1234")), plan.tables())));
        assertThat(onlyRouter(orders).terms().label()).isEmpty();
        assertThat(orders.failures()).singleElement().asString().contains("eth1:eleven-1234", "15 characters");
    }

    @Test
    void an_address_that_joins_is_owned_only_after_its_services_are_programmed() {
        Plan joined = plan(
                List.of(router("edge-33-v4", 33, VIRTUAL, OTHER)),
                List.of(table("vs-1", VIRTUAL), table("vs-2", OTHER)));
        Situation before = with(programmed(fresh), joined);
        assertThat(onlyRouter(Decision.of(before)).ownable()).containsExactly(VIRTUAL);
        assertThat(onlyRouter(Decision.of(programmed(before))).ownable()).containsExactlyInAnyOrder(VIRTUAL, OTHER);
    }

    @Test
    void the_source_is_the_nodes_own_address_in_the_subnet() {
        assertThat(onlyRouter(Decision.of(fresh)).router().primaryAddress()).isEqualTo(IpAddress.parse("192.0.2.10"));
    }

    @Test
    void services_of_an_address_without_a_table_stay_while_this_host_has_it() {
        Situation released = holding(with(programmed(fresh), plan(List.of(), List.of())), VIRTUAL);
        assertThat(Decision.of(released).kernel().lingering()).containsExactly(InetAddresses.of(VIRTUAL));
        assertThat(Decision.of(holding(released)).kernel().lingering()).isEmpty();
    }

    @Test
    void what_is_owned_and_served_is_nothing_to_wait_for() {
        Situation owning = holding(programmed(fresh), VIRTUAL);
        assertThat(Decision.of(owning).kernel()).isEqualTo(owning.kernel().order());
    }

    @Test
    void a_host_whose_ipvs_is_unusable_gives_its_addresses_away() {
        KernelObservation broken =
                new KernelObservation(Optional.of("no ip_vs"), List.of(), 0, 0, Map.of(), 0, Optional.empty());
        KernelReport report = new KernelReport(
                programmed(fresh).kernel().order(), broken, false, List.of(), List.of(), List.of(), Optional.empty());
        AssignedRouter router = onlyRouter(Decision.of(with(fresh, report)));
        assertThat(router.router().participation()).isEqualTo(new Participation.Withdrawn());
        assertThat(router.mayStart()).isFalse();
    }

    @Test
    void a_router_of_the_same_identifier_on_the_same_interface_is_a_failure() {
        Plan twice = plan(List.of(router("a-33-v4", 33, VIRTUAL), router("b-33-v4", 33, OTHER)), List.of());
        Orders orders = Decision.of(Situations.of(twice));
        assertThat(onlyRouter(orders).name()).isEqualTo("a-33-v4");
        assertThat(orders.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.name()).isEqualTo("b-33-v4");
            assertThat(failure.message()).contains("spec.virtualRouterId is 33", "a-33-v4", "eth1");
        });
    }

    @Test
    void a_host_that_stops_runs_no_router_and_leaves_the_kernel_alone() {
        Situation running = with(programmed(fresh), new SegmentView(ETH1_IPV4, 1, List.of()));
        Orders orders = Decision.of(stopping(with(running, plan(List.of(), List.of()))));
        assertThat(order(orders).routers()).isEmpty();
        assertThat(orders.kernel()).isEqualTo(running.kernel().order());
    }

    @Test
    void an_interface_that_lost_its_last_router_is_told_so() {
        Situation running = with(programmed(fresh), new SegmentView(ETH1_IPV4, 1, List.of()));
        Orders orders = Decision.of(with(running, plan(List.of(), List.of())));
        assertThat(order(orders).routers()).isEmpty();
    }

    @Test
    void directors_sync_on_the_interface_and_under_the_identifier_of_the_first_router() {
        Plan two = plan(List.of(router("a-33-v4", 33, VIRTUAL), router("b-34-v4", 34, OTHER)), List.of());
        assertThat(Decision.of(Situations.of(two)).kernel().sync())
                .contains(new KernelOrder.Sync(ETH1, new VirtualRouterId(33), Set.of()));
    }

    @Test
    void only_members_of_routers_on_the_interface_tell_of_connections() {
        Plan both = plan(
                List.of(among(D2, router("edge-33-v4", 33, VIRTUAL)), among(D3, router("edge-34-v4", 34, OTHER))),
                List.of(table("vs-1", VIRTUAL)));
        assertThat(peers(both)).contains(Set.of(D2, D3));
    }

    @Test
    void while_members_are_unknown_everybody_may_tell_of_connections() {
        Plan both = plan(
                List.of(among(D2, router("edge-33-v4", 33, VIRTUAL)), router("edge-34-v4", 34, OTHER)),
                List.of(table("vs-1", VIRTUAL)));
        assertThat(peers(both)).contains(Set.of());
    }

    private static Optional<Set<IpAddress>> peers(Plan plan) {
        return Decision.of(Situations.of(plan)).kernel().sync().map(KernelOrder.Sync::peers);
    }

    private static SegmentOrder order(Orders orders) {
        return Objects.requireNonNull(orders.segments().get(ETH1_IPV4));
    }

    private static AssignedRouter onlyRouter(Orders orders) {
        assertThat(order(orders).routers()).hasSize(1);
        return order(orders).routers().getFirst();
    }
}
