package io.ipvsoperator.agent.filter;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.ipvs.IpvsProgrammer;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelModules;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.plan.Affinity;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import io.ipvsoperator.netlink.ipvs.ServiceKey.AddressAndPort;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This host as a director with two nginx and a client on one segment, all by IPv6. */
class Ipv6DirectRoutingKernelIT {
    private static final String VIP = "2001:db8:28::200";
    private static final AddressAndPort WEB = new AddressAndPort(TransportProtocol.TCP, InetAddress.ofLiteral(VIP), 80);

    @TempDir
    Path directory;

    private final NetlinkConversation conversation = new NetlinkConversation(new LinuxKernelSockets().generic());
    private PacketFilter filter;
    private Segment segment;
    private IpvsProgrammer programmer;

    @BeforeEach
    void builds_the_lab() throws IOException {
        filter = new PacketFilter(
                new InstalledPrograms(), new BootRecord(directory.resolve("packet-filter"), "this-boot"));
        segment = new Segment();
        segment.addHost("client", 50);
        addRealServer("nginx1", 30);
        addRealServer("nginx2", 40);
        programmer = new IpvsProgrammer(
                new GenericNetlinkFamily(conversation, IpvsFamily.NAME),
                new LinuxKernelModules(),
                new BootRecord(directory.resolve("services"), "this-boot"));
        run("ip", "addr", "add", VIP + "/128", "dev", "eth1", "nodad", "preferred_lft", "0");
    }

    private void addRealServer(String name, int last) throws IOException {
        segment.addHost(name, last);
        segment.shellIn(
                name,
                "ip link add vips type dummy && ip link set vips up && ip addr add " + VIP + "/128 dev vips nodad");
        Path root = Files.createDirectories(directory.resolve(name));
        Files.writeString(root.resolve("nginx.conf"), """
                daemon on; pid %1$s/pid; error_log %1$s/error.log; events {}
                http { access_log %1$s/access.log; client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
                  uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s; server { listen [::]:80; location / { return 200 "%2$s\\n"; } } }
                """.formatted(root, name));
        segment.shellIn(name, "nginx -c " + root.resolve("nginx.conf"));
        eventually(
                name + " answers",
                () -> segment.attemptIn(name, "curl -s http://[::1]/").status() == 0);
    }

    @AfterEach
    void leaves_nothing() {
        filter.reconcile(Map.of());
        programmer.apply(DesiredTable.empty(), Set.of());
        conversation.close();
        segment.close();
    }

    /** The IPv4 destination of the table is none for this address. */
    private static DesiredTable service(Optional<Affinity> affinity) {
        return DesiredTable.of(List.of(new TablePlan(
                "web",
                List.of(InetAddress.ofLiteral(VIP)),
                List.of(new TablePlan.Service(TransportProtocol.TCP, 80, "rr", Set.of(), affinity)),
                List.of(to("2001:db8:28::30"), to("172.28.128.30"), to("2001:db8:28::40")))));
    }

    private static TablePlan.Destination to(String address) {
        return new TablePlan.Destination(InetAddress.ofLiteral(address), 1);
    }

    private List<String> curl(int times) {
        return segment.shellIn(
                        "client", "for i in $(seq %d); do curl -g -s -m 5 http://[%s]/; done".formatted(times, VIP))
                .lines()
                .toList();
    }

    @Test
    void ten_requests_are_split_evenly_and_no_answer_passes_the_director() {
        assertThat(programmer.apply(service(Optional.empty()), Set.of()).failures())
                .isEmpty();
        filter.reconcile(Map.of(WEB, Passage.of(Treatment.UNTRACKED)));

        assertThat(curl(10))
                .containsOnly("nginx1", "nginx2")
                .filteredOn("nginx1"::equals)
                .hasSize(5);
        // Columns: Conns InPkts OutPkts InBytes OutBytes
        eventually(
                "the counters are read",
                () -> run("ipvsadm", "-Ln", "--stats", "--exact")
                        .lines()
                        .filter(line -> line.contains("-> [2001:db8:28::"))
                        .allMatch(line -> line.matches(".*:80 +5 +\\d+ +0 +\\d+ +0")));
    }

    @Test
    void clients_of_one_network_stay_with_one_destination() {
        Optional<Affinity> affinity = Optional.of(new Affinity(Duration.ofMinutes(5), 24, 64));
        programmer.apply(service(affinity), Set.of());
        filter.reconcile(Map.of(WEB, Passage.of(Treatment.UNTRACKED)));
        assertThat(Set.copyOf(curl(6))).hasSize(1);
        assertThat(run("ipvsadm", "-Ln")).contains("persistent 300 mask 64");
    }

    @Test
    void packets_to_the_service_are_not_tracked_and_the_rules_leave_no_trace() {
        filter.reconcile(Map.of(WEB, Passage.of(Treatment.UNTRACKED)));
        assertThat(rules()).contains("-d " + VIP + "/128 -p tcp -m tcp --dport 80 -j CT --notrack");
        filter.reconcile(Map.of());
        assertThat(rules()).doesNotContain("IPVS-OPERATOR");
    }

    private static String rules() {
        return run("ip6tables-legacy-save", "-t", "raw") + run("ip6tables-nft-save", "-t", "raw");
    }

    /** Else they would be written again and again. */
    @Test
    void the_kernel_shows_the_rules_as_they_were_written() {
        filter.reconcile(Map.of(WEB, Passage.of(Treatment.UNTRACKED)));
        assertThat(SavedTable.parse(FilterTable.RAW, rules())
                        .holds(FilterRules.of(Map.of(WEB, Passage.of(Treatment.UNTRACKED)), Set.of())))
                .isTrue();
    }
}
