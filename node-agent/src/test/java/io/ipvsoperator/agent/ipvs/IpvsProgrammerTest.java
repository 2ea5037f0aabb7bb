package io.ipvsoperator.agent.ipvs;

import static io.ipvsoperator.agent.ipvs.table.Tables.VIP;
import static io.ipvsoperator.agent.ipvs.table.Tables.WEB;
import static io.ipvsoperator.agent.ipvs.table.Tables.destination;
import static io.ipvsoperator.agent.ipvs.table.Tables.key;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static io.ipvsoperator.agent.ipvs.table.Tables.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.DesiredTables;
import io.ipvsoperator.agent.ipvs.table.Tables;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IpvsProgrammerTest extends ProgrammerOnFakeKernel {
    private static final ServiceKey FOREIGN =
            new ServiceKey.AddressAndPort(TransportProtocol.TCP, InetAddress.ofLiteral("10.96.0.10"), 53);

    private static final DesiredTable TWO_SERVERS = desired(web("a", "rr", to(30, 1), to(40, 1)));

    @Test
    void programs_a_table_and_counts_it() {
        IpvsReport report = programmer.apply(TWO_SERVERS, NOT_HELD);
        assertThat(report.failures()).isEmpty();
        assertThat(report.services()).isEqualTo(1);
        assertThat(report.destinations()).isEqualTo(2);
    }

    @Test
    void writes_nothing_when_nothing_differs() {
        programmer.apply(TWO_SERVERS, NOT_HELD);
        kernel.takeIpvsWrites();
        programmer.apply(TWO_SERVERS, NOT_HELD);
        programmer.audit(TWO_SERVERS, NOT_HELD);
        assertThat(kernel.takeIpvsWrites()).isEmpty();
    }

    @Test
    void a_changed_weight_costs_one_message() {
        programmer.apply(TWO_SERVERS, NOT_HELD);
        kernel.takeIpvsWrites();
        programmer.apply(desired(web("a", "rr", to(30, 0), to(40, 1))), NOT_HELD);
        assertThat(kernel.takeIpvsWrites()).containsExactly(new IpvsCommand.SetDestination(WEB, destination(30, 0)));
    }

    @Test
    void a_restart_writes_nothing() {
        programmer.apply(TWO_SERVERS, NOT_HELD);
        kernel.takeIpvsWrites();
        programmer("boot-1").apply(TWO_SERVERS, NOT_HELD);
        assertThat(kernel.takeIpvsWrites()).isEmpty();
    }

    @Test
    void a_restart_removes_what_an_earlier_run_created_and_nobody_wants() {
        programmer.apply(TWO_SERVERS, NOT_HELD);
        assertThat(programmer("boot-1").apply(DesiredTable.empty(), NOT_HELD).services())
                .isZero();
        assertThat(kernel.ipvsadm(new IpvsCommand.ListServices())).isEmpty();
    }

    @Test
    void a_service_of_others_stays_and_is_reported() {
        kernel.ipvsadm(new IpvsCommand.NewService(IpvsService.of(FOREIGN, "rr")));
        IpvsReport report = programmer.apply(TWO_SERVERS, NOT_HELD);
        assertThat(report.foreign()).containsExactly(FOREIGN);
        assertThat(report.services()).isEqualTo(1);
        programmer.apply(DesiredTable.empty(), NOT_HELD);
        assertThat(kernel.ipvsadm(new IpvsCommand.ListServices())).hasSize(1);
    }

    @Test
    void what_was_created_before_a_reboot_is_not_ours_after_it() {
        programmer.apply(TWO_SERVERS, NOT_HELD);
        IpvsReport report = programmer("boot-2").apply(DesiredTable.empty(), NOT_HELD);
        assertThat(report.foreign()).containsExactly(WEB);
    }

    @Test
    void an_audit_mends_a_removed_service_and_counts_it() {
        programmer.apply(TWO_SERVERS, NOT_HELD);
        kernel.ipvsadm(new IpvsCommand.DeleteService(WEB));
        IpvsReport report = programmer.audit(TWO_SERVERS, NOT_HELD);
        assertThat(report.mended()).isEqualTo(1);
        assertThat(kernel.ipvsadm(new IpvsCommand.ListDestinations(WEB))).hasSize(2);
    }

    @Test
    void an_audit_mends_a_destination_that_somebody_changed() {
        programmer.apply(TWO_SERVERS, NOT_HELD);
        kernel.ipvsadm(new IpvsCommand.SetDestination(WEB, destination(30, 9)));
        kernel.takeIpvsWrites();
        assertThat(programmer.audit(TWO_SERVERS, NOT_HELD).mended()).isEqualTo(1);
        assertThat(kernel.takeIpvsWrites()).containsExactly(new IpvsCommand.SetDestination(WEB, destination(30, 1)));
    }

    @Test
    void a_surprise_is_looked_at_and_set_right_at_once() {
        programmer.apply(TWO_SERVERS, NOT_HELD);
        kernel.ipvsadm(new IpvsCommand.DeleteService(WEB));
        IpvsReport report = programmer.apply(desired(web("a", "rr", to(30, 5), to(40, 1))), NOT_HELD);
        assertThat(report.failures()).isEmpty();
        assertThat(kernel.ipvsadm(new IpvsCommand.ListDestinations(WEB))).hasSize(2);
    }

    @Test
    void a_destination_that_is_gone_already_is_no_failure() {
        programmer.apply(TWO_SERVERS, NOT_HELD);
        kernel.ipvsadm(new IpvsCommand.DeleteDestination(WEB, key(40)));
        assertThat(programmer
                        .apply(desired(web("a", "rr", to(30, 1))), NOT_HELD)
                        .failures())
                .isEmpty();
    }

    @Test
    void an_unknown_scheduler_fails_its_service_alone_and_says_which_module_is_missing() {
        ServiceKey other =
                new ServiceKey.AddressAndPort(TransportProtocol.TCP, InetAddress.ofLiteral("172.28.128.201"), 80);
        TablePlan bad = new TablePlan(
                "bad",
                List.of(Tables.address("172.28.128.201")),
                web("x", "lottery").services(),
                List.of(to(30, 1)));
        IpvsReport report = programmer.apply(desired(bad, web("a", "rr", to(30, 1))), NOT_HELD);
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.table()).isEqualTo("bad");
            assertThat(failure.service()).isEqualTo(other);
            assertThat(failure.message()).contains("lottery").contains("ip_vs_lottery");
        });
        assertThat(report.services()).isEqualTo(1);
    }

    @Test
    void a_refusal_of_the_kernel_is_tried_again() {
        kernel.rejectWith(ErrorNumber.ENOMEM, IpvsCommand.NewDestination.class::isInstance);
        assertThat(programmer.apply(TWO_SERVERS, NOT_HELD).failures()).hasSize(1);
        kernel.rejectWith(ErrorNumber.ENOMEM, command -> false);
        IpvsReport report = programmer.apply(TWO_SERVERS, NOT_HELD);
        assertThat(report.failures()).isEmpty();
        assertThat(report.destinations()).isEqualTo(2);
    }

    @Test
    void a_service_waits_for_its_address_to_leave() {
        programmer.apply(TWO_SERVERS, NOT_HELD);
        assertThat(programmer.apply(DesiredTable.empty(), Set.of(VIP)).deferred())
                .containsExactly(WEB);
        assertThat(programmer.apply(DesiredTable.empty(), NOT_HELD).deferred()).isEmpty();
        assertThat(kernel.ipvsadm(new IpvsCommand.ListServices())).isEmpty();
    }

    @Test
    void loads_the_module_when_the_kernel_has_no_ipvs() {
        kernel.unloadIpvs();
        assertThat(programmer.apply(TWO_SERVERS, NOT_HELD).services()).isEqualTo(1);
    }

    @Test
    void tells_how_many_connections_a_table_still_has() {
        programmer.apply(TWO_SERVERS, NOT_HELD);
        kernel.connect(WEB, key(30), 2, 5);
        kernel.connect(WEB, key(40), 1, 0);
        assertThat(programmer.connections(TWO_SERVERS, Set.of("a"))).containsEntry("a", 8L);
    }

    /** Steps of one plan after the other, as the agent takes them. */
    private IpvsReport step(DesiredTables tables, TablePlan... wanted) {
        programmer.want(tables.of(List.of(wanted)));
        return programmer.apply(NOT_HELD);
    }

    @Test
    void a_step_writes_what_differs_from_the_step_before() {
        DesiredTables tables = new DesiredTables();
        step(tables, web("a", "rr", to(30, 1), to(40, 1)));
        kernel.takeIpvsWrites();
        IpvsReport report = step(tables, web("a", "rr", to(30, 1), to(50, 1)));
        assertThat(kernel.takeIpvsWrites())
                .containsExactly(
                        new IpvsCommand.NewDestination(WEB, destination(50, 1)),
                        new IpvsCommand.DeleteDestination(WEB, key(40)));
        assertThat(report.destinations()).isEqualTo(2);
    }

    @Test
    void a_step_without_a_service_removes_it() {
        DesiredTables tables = new DesiredTables();
        step(tables, web("a", "rr", to(30, 1)));
        assertThat(step(tables).services()).isZero();
        assertThat(kernel.ipvsadm(new IpvsCommand.ListServices())).isEmpty();
    }

    @Test
    void a_refused_service_is_tried_again_in_a_step_about_another() {
        DesiredTables tables = new DesiredTables();
        TablePlan first = web("a", "rr", to(30, 1));
        kernel.rejectWith(ErrorNumber.ENOMEM, IpvsCommand.NewDestination.class::isInstance);
        assertThat(step(tables, first).failures()).hasSize(1);
        kernel.rejectWith(ErrorNumber.ENOMEM, command -> false);
        IpvsReport report = step(tables, first, withoutDestinations(first));
        assertThat(report.failures()).isEmpty();
        assertThat(report.destinations()).isEqualTo(1);
    }

    @Test
    void services_of_others_are_reported_at_every_step() {
        kernel.ipvsadm(new IpvsCommand.NewService(IpvsService.of(FOREIGN, "rr")));
        DesiredTables tables = new DesiredTables();
        step(tables, web("a", "rr", to(30, 1)));
        assertThat(step(tables, web("a", "rr", to(30, 2))).foreign()).containsExactly(FOREIGN);
    }

    @Test
    void a_service_of_others_that_comes_is_reported_by_the_next_look_and_later() {
        DesiredTables tables = new DesiredTables();
        step(tables, web("a", "rr", to(30, 1)));
        kernel.ipvsadm(new IpvsCommand.NewService(IpvsService.of(FOREIGN, "rr")));
        assertThat(programmer.audit(NOT_HELD).foreign()).containsExactly(FOREIGN);
        assertThat(programmer.audit(NOT_HELD).mended()).isZero();
        kernel.ipvsadm(new IpvsCommand.DeleteService(FOREIGN));
        assertThat(programmer.audit(NOT_HELD).foreign()).isEmpty();
    }

    @Test
    void what_somebody_changed_is_found_by_the_second_look_however_many_services_there_are() {
        TablePlan many = new TablePlan(
                "a",
                List.of(VIP),
                IntStream.rangeClosed(1, 300)
                        .mapToObj(port ->
                                new TablePlan.Service(TransportProtocol.TCP, port, "rr", Set.of(), Optional.empty()))
                        .toList(),
                List.of(to(30, 1)));
        programmer.apply(desired(many), NOT_HELD);
        for (int port : new int[] {1, 150, 300}) {
            ServiceKey service = new ServiceKey.AddressAndPort(TransportProtocol.TCP, VIP, port);
            DestinationKey destination = new DestinationKey(Tables.server(30), port);
            kernel.ipvsadm(new IpvsCommand.DeleteDestination(service, destination));
        }
        programmer.audit(NOT_HELD);
        IpvsReport report = programmer.audit(NOT_HELD);
        assertThat(report.mended()).isEqualTo(3);
        assertThat(report.destinations()).isEqualTo(300);
    }

    @Test
    void udp_keeps_no_table_from_being_drained() {
        ServiceKey udp = new ServiceKey.AddressAndPort(TransportProtocol.UDP, VIP, 80);
        DesiredTable table = desired(new TablePlan(
                "a",
                List.of(VIP),
                List.of(new TablePlan.Service(TransportProtocol.UDP, 80, "rr", Set.of(), Optional.empty())),
                List.of(to(30, 0))));
        programmer.apply(table, NOT_HELD);
        kernel.connect(udp, key(30), 0, 5);
        assertThat(programmer.connections(table, Set.of("a"))).containsEntry("a", 0L);
    }
}
