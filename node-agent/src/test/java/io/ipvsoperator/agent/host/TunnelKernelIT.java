package io.ipvsoperator.agent.host;

import static io.ipvsoperator.agent.testing.Programs.run;
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
import io.ipvsoperator.netlink.ipvs.Tunnel;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This host as a director that encapsulates packets to an nginx, which is prepared as docs/real-servers.md says. */
class TunnelKernelIT {
    private static final String VIP = "172.28.128.200";

    @TempDir
    Path directory;

    private Segment segment;
    private HostKernel kernel;

    @BeforeEach
    void builds_the_lab() throws IOException {
        run("modprobe", "-a", "ipip", "ip_gre", "fou");
        segment = new Segment();
        segment.addHost("client", 50);
        new WebServers(segment, directory).add("nginx", 30, "listen 80", "$remote_addr");
        segment.shellIn(
                "nginx",
                "sysctl -qw net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2 net.ipv4.conf.all.rp_filter=1");
        run("ip", "addr", "add", VIP + "/32", "dev", "eth1", "scope", "host");
        kernel = HostKernels.of(new LinuxKernelSockets(), directory.resolve("state"));
    }

    @AfterEach
    void leaves_nothing() {
        kernel.carryOut(KernelOrder.none(), false);
        segment.close();
    }

    private void forward(Tunnel tunnel) {
        KernelReport report = kernel.carryOut(order(tunnel), false);
        assertThat(report.observation().complaints()).isEmpty();
        assertThat(report.failures()).isEmpty();
    }

    private static KernelOrder order(Tunnel tunnel) {
        TablePlan web = new TablePlan(
                "web",
                List.of(InetAddress.ofLiteral(VIP)),
                List.of(new TablePlan.Service(TransportProtocol.TCP, 80, "rr", Set.of(), Optional.empty())),
                List.of(new TablePlan.Destination(
                        InetAddress.ofLiteral("172.28.128.30"), 1, List.of(), new Forwarding.Tunnelled(tunnel), 0, 0)));
        return new KernelOrder(
                true,
                List.of(web),
                Map.of(),
                Set.of(),
                Set.of(),
                Set.of(new NetworkInterfaceName("eth1")),
                Optional.empty(),
                Set.of());
    }

    /** The device needs an address: without one the kernel drops what it unpacks, unless rp_filter is 0 for all. */
    private void unpackOn(String device) {
        segment.shellIn(
                "nginx",
                "ip link set %1$s up && ip addr add %2$s/32 dev %1$s && sysctl -qw net.ipv4.conf.%1$s.rp_filter=2"
                        .formatted(device, VIP));
    }

    private String curl() {
        return segment.attemptIn("client", "curl -s -m 3 http://" + VIP + "/").output();
    }

    private long unpackedBy(String device) {
        return Long.parseLong(segment.shellIn("nginx", "cat /sys/class/net/" + device + "/statistics/rx_packets")
                .strip());
    }

    @Test
    void ip_in_ip_reaches_a_server_that_answers_the_client_directly() {
        unpackOn("tunl0");
        forward(Tunnel.IPIP);
        assertThat(curl()).isEqualTo("172.28.128.50\n");
        assertThat(unpackedBy("tunl0")).isPositive();
    }

    @Test
    void gue_with_a_checksum_does_so_by_udp() {
        unpackOn("tunl0");
        segment.shellIn("nginx", "ip fou add port 6080 gue");
        forward(new Tunnel(Tunnel.Type.GUE, 6080, 1));
        assertThat(curl()).isEqualTo("172.28.128.50\n");
        assertThat(unpackedBy("tunl0")).isPositive();
    }

    @Test
    void gre_does_so() {
        unpackOn("gre0");
        forward(new Tunnel(Tunnel.Type.GRE, 0, 0));
        assertThat(curl()).isEqualTo("172.28.128.50\n");
        assertThat(unpackedBy("gre0")).isPositive();
    }

    @Test
    void a_server_that_does_not_unpack_never_answers() {
        forward(Tunnel.IPIP);
        assertThat(curl()).isEmpty();
    }

    /** Else it would be written again and again. */
    @Test
    void the_kernel_shows_the_tunnel_as_it_was_written() {
        Tunnel tunnel = new Tunnel(Tunnel.Type.GUE, 6080, 1);
        forward(tunnel);
        assertThat(run("ipvsadm", "-Sn")).contains("--tun-type gue", "--tun-port 6080");
        assertThat(kernel.carryOut(order(tunnel), true).observation().mended()).isZero();
    }
}
