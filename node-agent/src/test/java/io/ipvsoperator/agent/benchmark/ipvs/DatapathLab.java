package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.filter.InstalledPrograms;
import io.ipvsoperator.agent.filter.PacketFilter;
import io.ipvsoperator.agent.filter.Passage;
import io.ipvsoperator.agent.filter.Treatment;
import io.ipvsoperator.agent.ipvs.IpvsProgrammer;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelModules;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxSysctls;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.agent.sysctl.DirectorSysctls;
import io.ipvsoperator.agent.sysctl.SysctlOwner;
import io.ipvsoperator.agent.testing.Programs;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client with wrk, a server with nginx and this host as the director between them, with settings, table and filter of the agent. */
final class DatapathLab implements AutoCloseable {
    private static final String SERVER = "172.28.128.30";
    private static final String VIRTUAL = "172.28.128.200";
    private static final Pattern PER_SECOND = Pattern.compile("Requests/sec: *([0-9.]+)");

    private final Path directory = Files.createTempDirectory("datapath");
    private final Segment segment = new Segment();
    private final NetlinkConversation conversation = new NetlinkConversation(new LinuxKernelSockets().generic());
    private final IpvsProgrammer programmer = new IpvsProgrammer(
            new GenericNetlinkFamily(conversation, IpvsFamily.NAME),
            new LinuxKernelModules(),
            new BootRecord(directory.resolve("services"), "this-boot"));
    private final SysctlOwner sysctls = new SysctlOwner(
            new LinuxSysctls(Path.of("/proc/sys")), new BootRecord(directory.resolve("sysctls"), "this-boot"));
    private final PacketFilter filter =
            new PacketFilter(new InstalledPrograms(), new BootRecord(directory.resolve("packet-filter"), "this-boot"));

    DatapathLab() throws IOException {
        segment.addHost("client", 50);
        segment.addHost("server", 30);
        segment.acceptOn("server", VIRTUAL);
        Path root = Files.createDirectories(directory.resolve("nginx"));
        Files.writeString(root.resolve("nginx.conf"), """
                daemon on; pid %1$s/pid; error_log %1$s/error.log; worker_processes 1; events { worker_connections 4096; }
                http { access_log off; client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
                  uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s; keepalive_requests 1000000;
                  server { listen 80 backlog=4096; location / { return 200 "server\\n"; } } }
                """.formatted(root));
        segment.shellIn("server", "nginx -c " + root.resolve("nginx.conf"));
        programmer.apply(DesiredTable.empty(), Set.of());
        sysctls.reconcile(DirectorSysctls.on(Set.of(new NetworkInterfaceName("eth1")), false));
        Programs.run("ip", "addr", "add", VIRTUAL + "/32", "dev", "eth1", "scope", "host");
    }

    /** Port 80 is the one that is measured; the others only stand in table and filter. */
    void serve(int services) {
        List<TablePlan> tables = new ArrayList<>();
        Map<ServiceKey.AddressAndPort, Passage> exempt = new HashMap<>();
        for (int port = 80; port < 80 + services; port++) {
            tables.add(table(port));
            exempt.put(
                    new ServiceKey.AddressAndPort(TransportProtocol.TCP, InetAddress.ofLiteral(VIRTUAL), port),
                    Passage.of(Treatment.UNTRACKED));
        }
        programmer.apply(DesiredTable.of(tables), Set.of());
        filter.reconcile(exempt);
    }

    private static TablePlan table(int port) {
        return new TablePlan(
                "vs-" + port,
                List.of(InetAddress.ofLiteral(VIRTUAL)),
                List.of(new TablePlan.Service(TransportProtocol.TCP, port, "rr", Set.of(), Optional.empty())),
                List.of(new TablePlan.Destination(InetAddress.ofLiteral(SERVER), 1)));
    }

    double perSecond(boolean direct, DatapathPart.Load load, Duration duration) {
        String said = segment.shellIn(
                "client",
                "wrk --threads 1 --connections 32 --duration %ds --header 'Connection: %s' http://%s/"
                        .formatted(duration.toSeconds(), load.connection(), direct ? SERVER : VIRTUAL));
        Matcher matcher = PER_SECOND.matcher(said);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk said nothing of requests a second: " + said);
        }
        return Double.parseDouble(matcher.group(1));
    }

    @Override
    public void close() {
        filter.reconcile(Map.of());
        programmer.apply(DesiredTable.empty(), Set.of());
        conversation.close();
        segment.close();
        Programs.run("rm", "-rf", directory.toString());
    }
}
