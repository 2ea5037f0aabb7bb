package io.ipvsoperator.agent.ipvs.table;

import static io.ipvsoperator.agent.ipvs.table.Tables.VIP;
import static io.ipvsoperator.agent.ipvs.table.Tables.WEB;
import static io.ipvsoperator.agent.ipvs.table.Tables.destination;
import static io.ipvsoperator.agent.ipvs.table.Tables.key;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static io.ipvsoperator.agent.ipvs.table.Tables.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableDifferenceTest {
    private static final Set<ServiceKey> OURS = Set.of(WEB);
    private static final Set<InetAddress> NOT_HELD = Set.of();

    private static DesiredTable desired(TablePlan... tables) {
        return DesiredTable.of(List.of(tables));
    }

    private static IpvsTable kernel(TablePlan... tables) {
        return desired(tables).services();
    }

    private static List<Change> changes(DesiredTable desired, IpvsTable kernel) {
        return TableDifference.between(desired, kernel, OURS, NOT_HELD).changes();
    }

    @Test
    void a_new_service_comes_before_its_destinations_and_those_in_the_order_of_the_plan() {
        assertThat(changes(desired(web("a", "rr", to(40, 1), to(30, 2))), IpvsTable.empty()))
                .containsExactly(
                        new Change.AddService(IpvsService.of(WEB, "rr")),
                        new Change.AddDestination(WEB, destination(40, 1)),
                        new Change.AddDestination(WEB, destination(30, 2)));
    }

    @Test
    void another_weight_is_one_change_of_the_destination() {
        assertThat(changes(desired(web("a", "rr", to(30, 0), to(40, 1))), kernel(web("a", "rr", to(30, 1), to(40, 1)))))
                .containsExactly(new Change.SetDestination(WEB, destination(30, 0)));
    }

    @Test
    void another_scheduler_is_one_change_of_the_service() {
        assertThat(changes(desired(web("a", "mh", to(30, 1))), kernel(web("a", "rr", to(30, 1)))))
                .containsExactly(new Change.SetService(IpvsService.of(WEB, "mh")));
    }

    @Test
    void a_replaced_destination_comes_before_the_old_one_goes() {
        assertThat(changes(desired(web("a", "rr", to(40, 1))), kernel(web("a", "rr", to(30, 1)))))
                .containsExactly(
                        new Change.AddDestination(WEB, destination(40, 1)), new Change.RemoveDestination(WEB, key(30)));
    }

    @Test
    void nothing_is_written_when_only_the_order_of_the_kernels_list_differs() {
        assertThat(changes(desired(web("a", "rr", to(30, 1), to(40, 1))), kernel(web("a", "rr", to(40, 1), to(30, 1)))))
                .isEmpty();
    }

    @Test
    void a_service_of_ours_that_nobody_wants_is_removed_as_a_whole() {
        assertThat(changes(DesiredTable.empty(), kernel(web("a", "rr", to(30, 1)))))
                .containsExactly(new Change.RemoveService(WEB));
    }

    @Test
    void it_waits_while_its_address_is_on_this_host() {
        TableDifference difference =
                TableDifference.between(DesiredTable.empty(), kernel(web("a", "rr", to(30, 1))), OURS, Set.of(VIP));
        assertThat(difference.changes()).isEmpty();
        assertThat(difference.deferred()).containsExactly(WEB);
    }

    @Test
    void it_does_not_wait_if_the_address_stays_for_another_service() {
        ServiceKey other = new ServiceKey.AddressAndPort(io.ipvsoperator.netlink.ipvs.TransportProtocol.TCP, VIP, 443);
        IpvsTable both =
                kernel(web("a", "rr", to(30, 1))).after(List.of(new Change.AddService(IpvsService.of(other, "rr"))));
        TableDifference difference =
                TableDifference.between(desired(web("a", "rr", to(30, 1))), both, Set.of(WEB, other), Set.of(VIP));
        assertThat(difference.changes()).containsExactly(new Change.RemoveService(other));
    }

    @Test
    void a_service_of_others_is_reported_and_left_alone() {
        TableDifference difference =
                TableDifference.between(DesiredTable.empty(), kernel(web("a", "rr", to(30, 1))), Set.of(), NOT_HELD);
        assertThat(difference.changes()).isEmpty();
        assertThat(difference.foreign()).containsExactly(WEB);
    }

    @Test
    void a_service_of_others_on_our_key_is_a_failure_that_says_what_to_do() {
        TableDifference difference = TableDifference.between(
                desired(web("a", "rr", to(30, 1))), kernel(web("b", "wlc")), Set.of(), NOT_HELD);
        assertThat(difference.changes()).isEmpty();
        assertThat(difference.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.table()).isEqualTo("a");
            assertThat(failure.text()).contains("172.28.128.200:80").contains("ipvsadm -D");
        });
    }

    @Test
    void a_service_of_unknown_origin_that_is_as_wanted_becomes_ours() {
        TableDifference difference = TableDifference.between(
                desired(web("a", "rr", to(30, 1))), kernel(web("a", "rr", to(30, 1))), Set.of(), NOT_HELD);
        assertThat(difference.changes()).isEmpty();
        assertThat(difference.failures()).isEmpty();
        assertThat(difference.adopted()).containsExactly(WEB);
    }

    @Test
    void of_two_tables_that_want_a_key_the_first_has_it() {
        DesiredTable desired = desired(web("a", "rr", to(30, 1)), web("b", "wlc", to(40, 1)));
        assertThat(desired.owners()).containsEntry(WEB, "a");
        assertThat(desired.contested())
                .singleElement()
                .satisfies(failure -> assertThat(failure.text()).contains("table a holds"));
    }
}
