package io.ipvsoperator.agent.filter;

import static io.ipvsoperator.agent.ipvs.table.Tables.WEB;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static io.ipvsoperator.agent.ipvs.table.Tables.web;
import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static io.ipvsoperator.agent.testing.Programs.run;
import static io.ipvsoperator.agent.testing.Programs.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.ipvs.IpvsProgrammer;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelModules;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxSysctls;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.agent.sysctl.DirectorSysctls;
import io.ipvsoperator.agent.sysctl.SysctlOwner;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import io.ipvsoperator.netlink.ipvs.ServiceKey.AddressAndPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This host as a director with two nginx and a client on one segment; nat rules that track every packet are there, too. */
class DirectRoutingKernelIT {
    private static final String VIP = "172.28.128.200";
    private static final DesiredTable SERVICE = DesiredTable.of(List.of(web("a", "rr", to(30, 1), to(40, 1))));

    @TempDir
    Path directory;

    private final NetlinkConversation conversation = new NetlinkConversation(new LinuxKernelSockets().generic());
    private PacketFilter filter;
    private Segment segment;
    private IpvsProgrammer programmer;
    private SysctlOwner sysctls;

    @BeforeEach
    void builds_the_lab() throws IOException {
        filter = new PacketFilter(
                new InstalledPrograms(), new BootRecord(directory.resolve("packet-filter"), "this-boot"));
        segment = new Segment();
        segment.addHost("client", 50);
        addRealServer("nginx1", 30);
        addRealServer("nginx2", 40);
        // A rule that translates something is what makes the kernel track connections.
        shell("iptables-legacy -w -t nat -A PREROUTING -d " + VIP + " -m comment --comment for-every-new-connection"
                + " && iptables-legacy -w -t nat -A PREROUTING -d 198.51.100.1 -j DNAT --to 198.51.100.2");
        programmer = new IpvsProgrammer(
                new GenericNetlinkFamily(conversation, IpvsFamily.NAME),
                new LinuxKernelModules(),
                new BootRecord(directory.resolve("services"), "this-boot"));
        programmer.apply(DesiredTable.empty(), Set.of());
        sysctls = new SysctlOwner(
                new LinuxSysctls(Path.of("/proc/sys")), new BootRecord(directory.resolve("sysctls"), "this-boot"));
        assertThat(sysctls.reconcile(DirectorSysctls.on(Set.of(new NetworkInterfaceName("eth1")), false))
                        .failures())
                .isEmpty();
        run("ip", "addr", "add", VIP + "/32", "dev", "eth1", "scope", "host");
    }

    private void addRealServer(String name, int last) throws IOException {
        segment.addHost(name, last);
        segment.acceptOn(name, VIP);
        Path root = Files.createDirectories(directory.resolve(name));
        Files.writeString(root.resolve("nginx.conf"), """
                daemon on; pid %1$s/pid; error_log %1$s/error.log; events {}
                http { access_log %1$s/access.log; client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
                  uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s; server { listen 80; location / { return 200 "%2$s\\n"; } } }
                """.formatted(root, name));
        segment.shellIn(name, "nginx -c " + root.resolve("nginx.conf"));
        eventually(
                name + " answers",
                () -> segment.attemptIn(name, "curl -s http://127.0.0.1/").status() == 0);
    }

    @AfterEach
    void leaves_nothing() {
        filter.reconcile(Map.of());
        assertThat(sysctls.reconcile(Map.of()).failures()).isEmpty();
        programmer.apply(DesiredTable.empty(), Set.of());
        shell("iptables-legacy -w -t nat -F PREROUTING");
        conversation.close();
        segment.close();
    }

    private String curl(int times) {
        return segment.shellIn("client", "for i in $(seq %d); do curl -s -m 5 http://%s/; done".formatted(times, VIP));
    }

    @Test
    void fifty_requests_are_split_evenly_and_no_answer_passes_the_director() {
        programmer.apply(SERVICE, Set.of());
        filter.reconcile(Map.of((AddressAndPort) WEB, Passage.of(Treatment.UNTRACKED)));

        String answers = curl(50);

        assertThat(answers.lines()).filteredOn("nginx1"::equals).hasSize(25);
        assertThat(answers.lines()).filteredOn("nginx2"::equals).hasSize(25);
        // Columns: Conns InPkts OutPkts InBytes OutBytes
        eventually(
                "the counters are read",
                () -> run("ipvsadm", "-Ln", "--stats", "--exact")
                        .lines()
                        .filter(line -> line.contains("-> 172.28.128."))
                        .allMatch(line -> line.matches(".*:80 +25 +\\d+ +0 +\\d+ +0")));
        assertThat(run("ipvsadm", "-Ln")).containsPattern("172\\.28\\.128\\.30:80 +Route +1 +0 +25");
    }

    /** How many packets went through the nat rules: those that conntrack takes for the first of a connection. */
    private static long packetsThroughNat() {
        return run("iptables-legacy", "-w", "-t", "nat", "-vnxL", "PREROUTING")
                .lines()
                .filter(line -> line.contains("for-every-new-connection"))
                .mapToLong(line -> new Scanner(line).nextLong())
                .sum();
    }

    @Test
    void packets_to_the_service_do_not_meet_the_nat_rules() {
        programmer.apply(SERVICE, Set.of());
        filter.reconcile(Map.of((AddressAndPort) WEB, Passage.of(Treatment.UNTRACKED)));
        curl(4);
        assertThat(packetsThroughNat()).isZero();
    }

    @Test
    void every_packet_meets_them_without_our_rules() {
        programmer.apply(SERVICE, Set.of());
        curl(4);
        assertThat(packetsThroughNat()).isGreaterThan(4);
    }

    @Test
    void a_connection_that_ipvs_does_not_know_is_not_reset() {
        filter.reconcile(Map.of((AddressAndPort) WEB, Passage.of(Treatment.UNTRACKED)));
        // 28 is curl's timeout, 7 its refused connection.
        assertThat(segment.attemptIn("client", "curl -s -m 2 http://" + VIP + "/")
                        .status())
                .isEqualTo(28);
    }

    @Test
    void it_is_reset_without_the_rules() {
        assertThat(segment.attemptIn("client", "curl -s -m 2 http://" + VIP + "/")
                        .status())
                .isEqualTo(7);
    }

    @Test
    void rules_and_settings_leave_no_trace() {
        filter.reconcile(Map.of((AddressAndPort) WEB, Passage.of(Treatment.UNTRACKED)));
        filter.reconcile(Map.of());
        assertThat(sysctls.reconcile(Map.of()).failures()).isEmpty();
        assertThat(run("iptables-legacy-save", "-t", "raw")).doesNotContain("IPVS-OPERATOR");
        assertThat(run("sysctl", "-n", "net.ipv4.vs.sync_threshold", "net.ipv4.conf.eth1.arp_ignore")
                        .replaceAll("\\s+", " "))
                .startsWith("3 50 0");
    }
}
