package io.ipvsoperator.agent.backend;

import static io.ipvsoperator.agent.backend.Backends.fallback;
import static io.ipvsoperator.agent.backend.Backends.server;
import static io.ipvsoperator.agent.backend.Backends.web;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.ipvs.IpvsProgrammer;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.DesiredTables;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelModules;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxScheduling;
import io.ipvsoperator.agent.kernel.linux.LinuxSocketMarks;
import io.ipvsoperator.agent.kernel.linux.LinuxSysctls;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.plan.HealthCheck;
import io.ipvsoperator.agent.plan.HealthCheck.Question;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.probe.Cadence;
import io.ipvsoperator.agent.probe.Cadence.FirstFailure;
import io.ipvsoperator.agent.probe.DataPathProbe;
import io.ipvsoperator.agent.probe.DataPaths;
import io.ipvsoperator.agent.probe.HostProbes;
import io.ipvsoperator.agent.probe.Probe;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.agent.sysctl.DirectorSysctls;
import io.ipvsoperator.agent.sysctl.SysctlOwner;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This host as a director, three nginx behind it and a client, on one segment. Every verdict is programmed as it comes. */
class HealthKernelIT {
    private static final String VIP = "172.28.128.200";
    /** A guest of one slow processor answers within it. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Cadence CADENCE = new Cadence(INTERVAL, INTERVAL, 2, 2, FirstFailure.COUNTS);
    private static final HealthCheck HTTP = new HealthCheck(
            new Question.Http(
                    Probe.Scheme.HTTP,
                    Optional.empty(),
                    OptionalInt.empty(),
                    "/healthz",
                    List.of(new Probe.Statuses(200, 200)),
                    Optional.of("nginx")),
            CADENCE,
            50,
            "shop");

    @TempDir
    Path directory;

    private final NetlinkConversation conversation = new NetlinkConversation(new LinuxKernelSockets().generic());
    private final EffectiveTables effectiveTables = new EffectiveTables();
    private final DesiredTables desiredTables = new DesiredTables();
    private Segment segment;
    private IpvsProgrammer programmer;
    private SysctlOwner sysctls;
    private HealthThread health;
    private Thread thread;
    private volatile HealthReport report = HealthReport.none();
    private TablePlan table = web(HTTP, to(30, 1), to(40, 1), to(60, 1));

    @BeforeEach
    void builds_the_lab() throws IOException {
        segment = new Segment();
        segment.addHost("client", 50);
        addRealServer("nginx1", 30);
        addRealServer("nginx2", 40);
        addRealServer("nginx3", 60);
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
        LinuxScheduling scheduling = new LinuxScheduling();
        health = new HealthThread(
                new HostProbes(
                        Optional.empty(),
                        scheduling,
                        new DataPathProbe(
                                new DataPaths(), new LinuxSocketMarks(), new LinuxSysctls(Path.of("/proc/sys")))),
                new SystemClock(),
                scheduling,
                7,
                new HealthCounters(),
                this::program);
        thread = new Thread(health);
    }

    private void addRealServer(String name, int last) throws IOException {
        segment.addHost(name, last);
        segment.acceptOn(name, VIP);
        Path root = Files.createDirectories(directory.resolve(name));
        Files.writeString(root.resolve("healthz"), "nginx is well");
        Files.writeString(root.resolve("nginx.conf"), """
                user root; daemon on; pid %1$s/pid; error_log %1$s/error.log; events {}
                http { access_log off; client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
                  uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s; keepalive_timeout 300s; default_type text/plain;
                  server { listen 80; location = /healthz { root %1$s; } location / { return 200 "%2$s\\n"; } } }
                """.formatted(root, name));
        startServer(name);
    }

    private void startServer(String name) {
        segment.shellIn(name, "nginx -c " + directory.resolve(name).resolve("nginx.conf"));
        eventually(
                name + " answers",
                () -> segment.attemptIn(name, "curl -s http://127.0.0.1/").status() == 0);
    }

    private void kill(String name) {
        segment.shellIn(name, "kill -TERM $(cat " + directory.resolve(name).resolve("pid") + ")");
    }

    private TableHealth tableHealth() {
        return report.of("web")
                .orElse(new TableHealth(
                        0, 0, new Selection(Set.of(), table.destinationAddresses()), List.of(), Optional.empty()));
    }

    private void program(HealthReport newest) {
        report = newest;
        programmer.want(desiredTables.of(effectiveTables.of(List.of(table), newest.selections())));
        programmer.apply(Set.of());
    }

    private void check(HealthCheck check) {
        check(web(check, to(30, 1), to(40, 1), to(60, 1)));
    }

    private void check(TablePlan checked) {
        table = checked;
        program(HealthReport.none());
        health.check(List.of(table));
        thread.start();
    }

    @AfterEach
    void leaves_nothing() throws InterruptedException {
        health.close();
        thread.join();
        assertThat(sysctls.reconcile(Map.of()).failures()).isEmpty();
        programmer.apply(DesiredTable.empty(), Set.of());
        conversation.close();
        segment.close();
    }

    /**
     * Waits for the verdict in memory first: to start ipvsadm again and again would keep the guest's only processor from the checks,
     * which come after everything else.
     */
    private void awaitDown(int last) {
        eventually("172.28.128." + last + " fails", () -> fails(last));
        eventually("it has weight 0", () -> hasWeight(last, 0));
    }

    private void awaitUp(int last) {
        eventually("172.28.128." + last + " passes", () -> !fails(last));
        eventually("it has its weight", () -> hasWeight(last, 1));
    }

    private boolean fails(int last) {
        return tableHealth().failing().stream()
                .anyMatch(failing -> failing.address().equals(server(last)));
    }

    private static boolean hasWeight(int last, int weight) {
        return run("ipvsadm", "-Ln")
                .lines()
                .anyMatch(line -> line.matches(".*-> 172\\.28\\.128\\." + last + ":80 +Route +" + weight + " .*"));
    }

    private List<String> answers(int times) {
        return segment.shellIn("client", "for i in $(seq %d); do curl -s -m 5 http://%s/; done".formatted(times, VIP))
                .lines()
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void a_server_that_dies_gets_no_new_connections_until_it_is_back() {
        check(HTTP);
        assertThat(answers(6)).containsExactly("nginx1", "nginx2", "nginx3");
        kill("nginx2");
        awaitDown(40);
        assertThat(answers(12)).containsExactly("nginx1", "nginx3");
        startServer("nginx2");
        awaitUp(40);
        assertThat(answers(6)).containsExactly("nginx1", "nginx2", "nginx3");
    }

    @Test
    void an_established_connection_to_a_server_that_fails_goes_on() throws Exception {
        check(HTTP);
        FutureTask<String> conversationOfTwo = new FutureTask<>(this::askTwiceOnOneConnection);
        Thread.ofPlatform().daemon().start(conversationOfTwo);
        Path first = directory.resolve("first");
        eventually("the first answer is there", () -> Files.exists(directory.resolve("connected")));
        String server = Files.readString(first).strip();
        Files.delete(directory.resolve(server).resolve("healthz"));
        int last = Objects.requireNonNull(
                Map.of("nginx1", 30, "nginx2", 40, "nginx3", 60).get(server));
        awaitDown(last);
        assertThat(answers(6)).doesNotContain(server).hasSize(2);
        Files.createFile(directory.resolve("go"));
        assertThat(conversationOfTwo.get(30, TimeUnit.SECONDS).lines()).containsExactly(server, server);
    }

    /** Says after the first answer that it is there, and waits to be told before it asks again. */
    private String askTwiceOnOneConnection() {
        return segment.shellIn("client", """
                exec 3<>/dev/tcp/%1$s/80
                ask() {
                  printf 'GET / HTTP/1.1\\r\\nHost: web\\r\\n\\r\\n' >&3
                  while read -r -t 10 line <&3 && [ "$line" != $'\\r' ]; do :; done
                  read -r -t 10 body <&3
                  echo "$body"
                }
                ask >%2$s/first
                cat %2$s/first
                touch %2$s/connected
                until [ -e %2$s/go ]; do sleep 0.1; done
                ask
                """.formatted(VIP, directory));
    }

    @Test
    void servers_that_all_seem_dead_keep_their_weights() {
        // Whoever falls within twice that is of one event: the guest may be held up between two of them.
        Duration seldom = INTERVAL.multipliedBy(3);
        check(new HealthCheck(HTTP.question(), new Cadence(seldom, seldom, 1, 1, FirstFailure.COUNTS), 50, "shop"));
        eventually("all are known", () -> tableHealth().selection().unknown().isEmpty());
        List.of("nginx1", "nginx2", "nginx3").forEach(segment::cutOff);
        eventually("all of them fail", () -> tableHealth().failing().size() == 3);
        assertThat(tableHealth().panicSince()).isPresent();
        eventually("the kernel has each weight", () -> hasWeight(30, 1) && hasWeight(40, 1) && hasWeight(60, 1));
        List.of("nginx1", "nginx2", "nginx3").forEach(segment::reconnect);
        // It is over as soon as two of them answer: the third has no weight then until it does.
        eventually("the panic is over", () -> tableHealth().panicSince().isEmpty());
        eventually("all of them answer", () -> tableHealth().failing().isEmpty());
        eventually("the kernel has each weight again", () -> hasWeight(30, 1) && hasWeight(40, 1) && hasWeight(60, 1));
        assertThat(answers(6)).containsExactly("nginx1", "nginx2", "nginx3");
    }

    @Test
    void when_too_few_answer_the_fallback_says_sorry_until_enough_are_back() {
        HealthCheck quorum =
                new HealthCheck(HTTP.question(), CADENCE, 100, Optional.of(new HealthCheck.Quorum(2, 0)), "shop");
        check(web(quorum, to(30, 1), to(40, 1), fallback(60, 1)));
        assertThat(answers(6)).containsExactly("nginx1", "nginx2");
        kill("nginx2");
        awaitDown(40);
        eventually("the fallback has the weight", () -> hasWeight(60, 1) && hasWeight(30, 0));
        assertThat(answers(6)).containsExactly("nginx3");
        startServer("nginx2");
        awaitUp(40);
        assertThat(answers(6)).containsExactly("nginx1", "nginx2");
    }

    @Test
    void a_host_that_answers_pings_is_well_and_one_that_does_not_is_not() {
        check(new HealthCheck(new Question.Icmp(), CADENCE, 50, "shop"));
        eventually("all are known", () -> tableHealth().selection().unknown().isEmpty());
        segment.cutOff("nginx2");
        awaitDown(40);
        assertThat(tableHealth().failing())
                .singleElement()
                .satisfies(failing -> assertThat(failing.error()).contains("within 1000 ms"));
    }
}
