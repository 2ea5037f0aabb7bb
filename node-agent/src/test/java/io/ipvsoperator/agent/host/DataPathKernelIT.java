package io.ipvsoperator.agent.host;

import static io.ipvsoperator.agent.backend.Backends.byDataPath;
import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.backend.HealthCounters;
import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.backend.HealthThread;
import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.coordination.KernelReport;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxScheduling;
import io.ipvsoperator.agent.kernel.linux.LinuxSocketMarks;
import io.ipvsoperator.agent.kernel.linux.LinuxSysctls;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.plan.Forwarding;
import io.ipvsoperator.agent.plan.HealthCheck;
import io.ipvsoperator.agent.plan.HealthCheck.Question;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.probe.Cadence;
import io.ipvsoperator.agent.probe.Cadence.FirstFailure;
import io.ipvsoperator.agent.probe.DataPathProbe;
import io.ipvsoperator.agent.probe.DataPaths;
import io.ipvsoperator.agent.probe.HostProbes;
import io.ipvsoperator.agent.probe.Outcome;
import io.ipvsoperator.agent.probe.Probe;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.agent.testing.WebServers;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import io.ipvsoperator.netlink.ipvs.Tunnel;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This host as a director that asks two web servers for their page at the virtual address, each by its own way through IPVS. */
class DataPathKernelIT {
    private static final String VIP = "172.28.128.200";
    private static final String VIP6 = "2001:db8:28::200";
    private static final Path ACCEPT_LOCAL = Path.of("/proc/sys/net/ipv4/conf/eth1/accept_local");
    /** A guest of one slow processor answers within it. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final HealthCheck CHECK = byDataPath(new HealthCheck(
            new Question.Http(
                    Probe.Scheme.HTTP,
                    Optional.empty(),
                    OptionalInt.empty(),
                    "/",
                    List.of(new Probe.Statuses(200, 200)),
                    Optional.empty()),
            new Cadence(PATIENCE, PATIENCE, 2, 2, FirstFailure.COUNTS),
            50,
            "default"));

    @TempDir
    Path directory;

    private final DataPaths paths = new DataPaths();
    private final HostProbes probes = new HostProbes(
            Optional.empty(),
            new LinuxScheduling(),
            new DataPathProbe(paths, new LinuxSocketMarks(), new LinuxSysctls(Path.of("/proc/sys"))));
    private Segment segment;
    private HostKernel kernel;

    @BeforeEach
    void builds_the_lab() throws IOException {
        run("modprobe", "ipip");
        segment = new Segment();
        WebServers servers = new WebServers(segment, directory);
        servers.add("nginx1", 30, "listen 80; listen [::]:80", "nginx1");
        servers.add("nginx2", 40, "listen 80; listen [::]:80", "nginx2");
        kernel = HostKernels.of(new LinuxKernelSockets(), directory.resolve("state"), paths);
    }

    @AfterEach
    void leaves_nothing() {
        kernel.carryOut(KernelOrder.none(), false);
        segment.close();
    }

    private static TablePlan table(String virtual, TablePlan.Destination... destinations) {
        return new TablePlan(
                "web",
                List.of(InetAddress.ofLiteral(virtual)),
                List.of(new TablePlan.Service(TransportProtocol.TCP, 80, "rr", Set.of(), Optional.empty())),
                List.of(destinations),
                Optional.of(CHECK),
                Set.of(),
                Optional.empty(),
                List.of());
    }

    private static TablePlan.Destination direct(String address) {
        return new TablePlan.Destination(InetAddress.ofLiteral(address), 1);
    }

    private static TablePlan.Destination tunnelled(String address) {
        return new TablePlan.Destination(
                InetAddress.ofLiteral(address), 1, List.of(), new Forwarding.Tunnelled(Tunnel.IPIP), 0, 0);
    }

    private KernelReport program(TablePlan table, HealthReport health) {
        return kernel.carryOut(
                new KernelOrder(
                        true,
                        List.of(table),
                        health.selections(),
                        Set.of(),
                        Set.of(),
                        Set.of(new NetworkInterfaceName("eth1")),
                        Optional.empty(),
                        Set.of()),
                false);
    }

    /** Programs the table and asks its first destination. */
    private Outcome ask(TablePlan table) {
        KernelReport report = program(table, HealthReport.none());
        assertThat(report.failures()).isEmpty();
        assertThat(report.observation().complaints()).isEmpty();
        return probes.run(CHECK.of(table, table.destinations().getFirst()), PATIENCE);
    }

    private static void own(String virtual) {
        if (virtual.contains(":")) {
            run("ip", "addr", "add", virtual + "/128", "dev", "eth1", "nodad", "preferred_lft", "0");
        } else {
            run("ip", "addr", "add", virtual + "/32", "dev", "eth1", "scope", "host");
        }
    }

    @Test
    void a_server_that_accepts_the_virtual_address_answers_a_director_that_does_not_own_it() {
        segment.acceptOn("nginx1", VIP);
        assertThat(ask(table(VIP, direct("172.28.128.30")))).isEqualTo(new Outcome.Success());
    }

    @Test
    void a_server_that_accepts_the_virtual_address_answers_the_owner() {
        segment.acceptOn("nginx1", VIP);
        own(VIP);
        assertThat(ask(table(VIP, direct("172.28.128.30")))).isEqualTo(new Outcome.Success());
    }

    @Test
    void a_server_that_answers_at_its_own_address_alone_is_silent() {
        segment.acceptOn("nginx2", VIP);
        assertThat(ask(table(VIP, direct("172.28.128.30"), direct("172.28.128.40"))))
                .isInstanceOf(Outcome.Silence.class);
    }

    @Test
    void it_is_silent_to_the_owner_whose_service_has_another_server() {
        segment.acceptOn("nginx2", VIP);
        own(VIP);
        assertThat(ask(table(VIP, direct("172.28.128.30"), direct("172.28.128.40"))))
                .isInstanceOf(Outcome.Silence.class);
    }

    @Test
    void it_works_alike_in_ipv6() {
        segment.shellIn(
                "nginx1",
                "ip link add vips type dummy && ip link set vips up && ip addr add " + VIP6
                        + "/128 dev vips nodad preferred_lft 0");
        own(VIP6);
        TablePlan table = table(VIP6, direct("2001:db8:28::30"), direct("2001:db8:28::40"));
        assertThat(ask(table)).isEqualTo(new Outcome.Success());
        assertThat(probes.run(CHECK.of(table, table.destinations().getLast()), PATIENCE))
                .isInstanceOf(Outcome.Silence.class);
    }

    @Test
    void a_server_that_unpacks_answers_the_owner_through_a_tunnel() {
        own(VIP);
        segment.shellIn(
                "nginx1",
                "sysctl -qw net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2"
                        + " && ip link set tunl0 up && ip addr add " + VIP
                        + "/32 dev tunl0 && sysctl -qw net.ipv4.conf.tunl0.rp_filter=2");
        assertThat(ask(table(VIP, tunnelled("172.28.128.30")))).isEqualTo(new Outcome.Success());
    }

    @Test
    void a_server_that_does_not_unpack_fails() {
        segment.acceptOn("nginx1", VIP);
        own(VIP);
        assertThat(ask(table(VIP, tunnelled("172.28.128.30")))).isNotInstanceOf(Outcome.Success.class);
    }

    @Test
    void who_leaves_the_tier_leaves_neither_services_nor_settings() throws IOException {
        run("ipvsadm", "-A", "-f", "5", "-s", "rr");
        String before = Files.readString(ACCEPT_LOCAL);
        assertThat(program(table(VIP, direct("172.28.128.30")), HealthReport.none())
                        .failures())
                .isEmpty();
        assertThat(Files.readString(ACCEPT_LOCAL).strip()).isEqualTo("1");
        kernel.carryOut(KernelOrder.none(), false);
        assertThat(run("ipvsadm", "-Sn")).isEqualTo("-A -f 5 -s rr\n");
        assertThat(Files.readString(ACCEPT_LOCAL)).isEqualTo(before);
        run("ipvsadm", "-D", "-f", "5");
    }

    @Test
    void a_server_that_loses_the_virtual_address_gets_no_connections_until_it_has_it_again() throws Exception {
        segment.acceptOn("nginx1", VIP);
        segment.acceptOn("nginx2", VIP);
        own(VIP);
        TablePlan table = table(VIP, direct("172.28.128.30"), direct("172.28.128.40"));
        program(table, HealthReport.none());
        LinuxScheduling scheduling = new LinuxScheduling();
        HealthThread health = new HealthThread(
                probes, new SystemClock(), scheduling, 7, new HealthCounters(), report -> program(table, report));
        Thread thread = Thread.ofPlatform().start(health);
        try {
            health.check(List.of(table));
            segment.shellIn("nginx2", "ip addr del " + VIP + "/32 dev vips");
            eventually("it has no weight", () -> hasWeight(40, 0) && hasWeight(30, 1));
            segment.shellIn("nginx2", "ip addr add " + VIP + "/32 dev vips");
            eventually("it has its weight", () -> hasWeight(40, 1));
        } finally {
            health.close();
            thread.join();
        }
    }

    private static boolean hasWeight(int last, int weight) {
        return run("ipvsadm", "-Ln", "-t", VIP + ":80")
                .lines()
                .anyMatch(line -> line.matches(".*-> 172\\.28\\.128\\." + last + ":80 +Route +" + weight + " .*"));
    }
}
