package io.ipvsoperator.agent.host;

import static io.ipvsoperator.agent.testing.Programs.run;
import static io.ipvsoperator.agent.testing.Programs.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.coordination.KernelReport;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.plan.Forwarding;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.agent.testing.WebServers;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * This host as a director that rewrites packets to two nginx, which answer with the address they see. Nobody's route leads through
 * it, and a nat rule of somebody else would send the connections elsewhere.
 */
class MasqueradeKernelIT {
    private static final String VIP = "172.28.128.200";
    private static final String VIP6 = "2001:db8:28::200";
    private static final String DIRECT_VIP = "172.28.128.201";

    @TempDir
    Path directory;

    private Segment segment;
    private HostKernel kernel;

    @BeforeEach
    void builds_the_lab() throws IOException {
        segment = new Segment();
        segment.addHost("client", 50);
        WebServers servers = new WebServers(segment, directory);
        servers.add("nginx1", 30, "listen 80; listen 8080; listen [::]:8080", "nginx1 $remote_addr");
        servers.add("nginx2", 40, "listen 80; listen 8080; listen [::]:8080", "nginx2 $remote_addr");
        segment.acceptOn("nginx1", DIRECT_VIP);
        shell("sysctl -qw net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0");
        shell("iptables-legacy -w -t nat -A PREROUTING -d " + VIP + " -p tcp -j DNAT --to 198.51.100.2");
        run("ip", "addr", "add", VIP + "/32", "dev", "eth1", "scope", "host");
        run("ip", "addr", "add", DIRECT_VIP + "/32", "dev", "eth1", "scope", "host");
        run("ip", "addr", "add", VIP6 + "/128", "dev", "eth1", "nodad", "preferred_lft", "0");
        kernel = HostKernels.of(new LinuxKernelSockets(), directory.resolve("state"));
    }

    @AfterEach
    void leaves_nothing() {
        kernel.carryOut(KernelOrder.none(), false);
        shell("iptables-legacy -w -t nat -F PREROUTING");
        segment.close();
    }

    private void masquerade(Forwarding.Source source) {
        TablePlan web = new TablePlan(
                "web",
                List.of(InetAddress.ofLiteral(VIP), InetAddress.ofLiteral(VIP6)),
                List.of(new TablePlan.Service(TransportProtocol.TCP, 80, 8080, "rr", Set.of(), Optional.empty())),
                Stream.of("172.28.128.30", "172.28.128.40", "2001:db8:28::30", "2001:db8:28::40")
                        .map(address -> new TablePlan.Destination(
                                InetAddress.ofLiteral(address), 1, List.of(), new Forwarding.Masquerade(source), 0, 0))
                        .toList());
        TablePlan direct = new TablePlan(
                "direct",
                List.of(InetAddress.ofLiteral(DIRECT_VIP)),
                List.of(new TablePlan.Service(TransportProtocol.TCP, 80, "rr", Set.of(), Optional.empty())),
                List.of(new TablePlan.Destination(InetAddress.ofLiteral("172.28.128.30"), 1)));
        KernelReport report = kernel.carryOut(
                new KernelOrder(
                        true,
                        List.of(web, direct),
                        Map.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(new NetworkInterfaceName("eth1")),
                        Optional.empty(),
                        Set.of()),
                false);
        assertThat(report.observation().complaints()).isEmpty();
        assertThat(report.failures()).isEmpty();
    }

    private List<String> curl(String host, int times) {
        return segment.attemptIn(
                        "client", "for i in $(seq %d); do curl -g -s -m 3 http://%s/; done".formatted(times, host))
                .output()
                .lines()
                .toList();
    }

    @Test
    void servers_that_know_no_route_through_the_director_answer_through_it() {
        masquerade(Forwarding.Source.DIRECTOR);
        assertThat(curl(VIP, 10))
                .containsOnly("nginx1 172.28.128.10", "nginx2 172.28.128.10")
                .filteredOn("nginx1 172.28.128.10"::equals)
                .hasSize(5);
        assertThat(run("ipvsadm", "-Ln")).containsPattern("-> 172\\.28\\.128\\.30:8080 +Masq +1 ");
    }

    @Test
    void ipv6_too() {
        masquerade(Forwarding.Source.DIRECTOR);
        assertThat(curl("[" + VIP6 + "]", 4)).hasSize(4).allMatch(answer -> answer.endsWith(" 2001:db8:28::10"));
    }

    @Test
    void direct_routing_works_beside_it_and_keeps_the_clients_address() {
        masquerade(Forwarding.Source.DIRECTOR);
        assertThat(curl(DIRECT_VIP, 2)).containsExactly("nginx1 172.28.128.50", "nginx1 172.28.128.50");
    }

    @Test
    void servers_whose_routes_lead_through_the_director_may_see_the_client() {
        for (String server : List.of("nginx1", "nginx2")) {
            segment.shellIn(server, "ip route add 172.28.128.50/32 via 172.28.128.10");
        }
        masquerade(Forwarding.Source.CLIENT);
        assertThat(curl(VIP, 4)).hasSize(4).allMatch(answer -> answer.endsWith(" 172.28.128.50"));
    }

    @Test
    void without_such_a_route_an_answer_with_the_clients_address_never_arrives() {
        masquerade(Forwarding.Source.CLIENT);
        assertThat(curl(VIP, 1)).isEmpty();
    }

    @Test
    void settings_and_rules_leave_no_trace() {
        masquerade(Forwarding.Source.DIRECTOR);
        assertThat(run("sysctl", "-n", "net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding", "net.ipv4.vs.conntrack"))
                .isEqualTo("1\n1\n1\n");
        kernel.carryOut(KernelOrder.none(), false);
        assertThat(run("sysctl", "-n", "net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding", "net.ipv4.vs.conntrack"))
                .isEqualTo("0\n0\n0\n");
        assertThat(run("iptables-legacy-save") + run("ip6tables-legacy-save")).doesNotContain("IPVS-OPERATOR");
    }
}
