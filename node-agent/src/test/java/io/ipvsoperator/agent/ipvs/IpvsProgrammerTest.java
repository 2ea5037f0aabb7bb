package io.ipvsoperator.agent.ipvs;

import static io.ipvsoperator.agent.ipvs.table.Tables.VIP;
import static io.ipvsoperator.agent.ipvs.table.Tables.WEB;
import static io.ipvsoperator.agent.ipvs.table.Tables.destination;
import static io.ipvsoperator.agent.ipvs.table.Tables.key;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static io.ipvsoperator.agent.ipvs.table.Tables.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.kernel.fake.FakeKernel;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpvsProgrammerTest {
    private static final Set<InetAddress> NOT_HELD = Set.of();
    private static final ServiceKey FOREIGN =
            new ServiceKey.AddressAndPort(TransportProtocol.TCP, InetAddress.ofLiteral("10.96.0.10"), 53);

    @TempDir
    Path directory;

    private final FakeKernel kernel = new FakeKernel();
    private NetlinkConversation conversation;
    private IpvsProgrammer programmer;

    @BeforeEach
    void starts() {
        conversation = new NetlinkConversation(kernel.generic());
        programmer = programmer("boot-1");
    }

    @AfterEach
    void closes() {
        conversation.close();
        kernel.assertNoOpenSockets();
    }

    private IpvsProgrammer programmer(String bootId) {
        return new IpvsProgrammer(
                new GenericNetlinkFamily(conversation, IpvsFamily.NAME),
                kernel,
                new BootRecord(directory.resolve("services"), bootId));
    }

    private static DesiredTable desired(TablePlan... tables) {
        return DesiredTable.of(List.of(tables));
    }

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
                List.of(io.ipvsoperator.agent.ipvs.table.Tables.address("172.28.128.201")),
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
}
