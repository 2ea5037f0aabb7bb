package io.ipvsoperator.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.backend.Backends;
import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.plan.Forwarding;
import io.ipvsoperator.agent.plan.HealthCheck;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.sysctl.KernelRelease;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import io.ipvsoperator.wire.IpAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostSettingsTest {
    private static final SysctlKey FORWARDING6 = SysctlKey.of("net", "ipv6", "conf", "all", "forwarding");
    private static final NetworkInterfaceName ETH1 = new NetworkInterfaceName("eth1");

    @Test
    void a_director_without_routers_wants_nothing() {
        assertThat(wanted(order(true, Set.of(), Set.of()))).isEmpty();
    }

    @Test
    void a_director_answers_arp_only_on_the_interface_that_has_the_address() {
        assertThat(wanted(order(true, Set.of(ETH1), Set.of())))
                .containsEntry(SysctlKey.ofInterface(ETH1, "arp_ignore"), "1");
    }

    @Test
    void a_real_server_keeps_silent_on_every_interface() {
        assertThat(wanted(order(false, Set.of(), Set.of(IpAddress.parse("192.0.2.1")))))
                .containsEntry(SysctlKey.of("net", "ipv4", "conf", "all", "arp_ignore"), "1");
    }

    @Test
    void a_director_that_masquerades_forwards_answers_and_lets_the_kernel_track_them() {
        assertThat(wanted(masquerading("192.0.2.200", "192.0.2.30")))
                .containsEntry(SysctlKey.of("net", "ipv4", "vs", "conntrack"), "1")
                .containsEntry(SysctlKey.of("net", "ipv4", "ip_forward"), "1")
                .containsEntry(SysctlKey.ofInterface(ETH1, "send_redirects"), "0")
                .doesNotContainKey(FORWARDING6);
    }

    @Test
    void an_ipv6_router_keeps_what_it_learns_from_others() {
        assertThat(HostSettings.wanted(
                        masquerading("2001:db8::200", "2001:db8::30"), () -> List.of("eth0"), Optional::empty))
                .containsEntry(SysctlKey.of("net", "ipv6", "conf", "eth0", "accept_ra"), "2")
                .containsEntry(FORWARDING6, "1");
    }

    @Test
    void a_director_that_masquerades_nothing_forwards_nothing() {
        assertThat(wanted(order(true, Set.of(ETH1), Set.of())))
                .containsEntry(SysctlKey.of("net", "ipv4", "vs", "conntrack"), "0")
                .doesNotContainKey(SysctlKey.of("net", "ipv4", "ip_forward"));
    }

    @Test
    void only_a_director_that_asks_by_the_data_path_hears_answers_from_its_own_addresses() {
        SysctlKey acceptLocal = SysctlKey.ofInterface(ETH1, "accept_local");
        HealthCheck check = Backends.tcp(Backends.CADENCE, 50);
        assertThat(wanted(checking(check))).doesNotContainKey(acceptLocal);
        assertThat(wanted(checking(Backends.byDataPath(check)))).containsEntry(acceptLocal, "1");
    }

    private static KernelOrder checking(HealthCheck check) {
        return new KernelOrder(
                true,
                List.of(Backends.web(check, new TablePlan.Destination(InetAddress.ofLiteral("172.28.128.30"), 1))),
                Map.of(),
                Set.of(),
                Set.of(),
                Set.of(ETH1),
                Optional.empty(),
                Set.of());
    }

    private static KernelOrder masquerading(String virtual, String destination) {
        TablePlan table = new TablePlan(
                "web",
                List.of(InetAddress.ofLiteral(virtual)),
                List.of(new TablePlan.Service(TransportProtocol.TCP, 80, 8080, "rr", Set.of(), Optional.empty())),
                List.of(new TablePlan.Destination(
                        InetAddress.ofLiteral(destination),
                        1,
                        List.of(),
                        new Forwarding.Masquerade(Forwarding.Source.DIRECTOR),
                        0,
                        0)));
        return new KernelOrder(
                true, List.of(table), Map.of(), Set.of(), Set.of(), Set.of(ETH1), Optional.empty(), Set.of());
    }

    private static Map<SysctlKey, String> wanted(KernelOrder order) {
        return HostSettings.wanted(order, List::of, Optional::empty);
    }

    private static KernelOrder order(
            boolean director, Set<NetworkInterfaceName> interfaces, Set<IpAddress> realServer) {
        return new KernelOrder(
                director, List.of(), Map.of(), Set.of(), Set.of(), interfaces, Optional.empty(), realServer);
    }

    private static Optional<String> reuseOn(String release) {
        SysctlKey key = SysctlKey.of("net", "ipv4", "vs", "conn_reuse_mode");
        return Optional.ofNullable(HostSettings.wanted(
                        masquerading("192.0.2.200", "192.0.2.30"), List::of, () -> KernelRelease.parse(release))
                .get(key));
    }

    @Test
    void a_port_that_a_client_uses_again_is_scheduled_anew() {
        assertThat(wanted(order(true, Set.of(ETH1), Set.of())))
                .containsEntry(SysctlKey.of("net", "ipv4", "vs", "conn_reuse_mode"), "1");
    }

    @Test
    void before_linux_5_9_it_would_wait_for_a_second_where_connections_are_tracked() {
        assertThat(reuseOn("5.4.0-150-generic")).contains("0");
        assertThat(reuseOn("5.9.0")).contains("1");
        assertThat(reuseOn("6.1.176")).contains("1");
    }
}
