package io.ipvsoperator.agent.host;

import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.coordination.KernelReport;
import io.ipvsoperator.agent.ipvs.table.Tables;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This host as a director of a table that some clients alone may use, with two clients and an nginx in both families. */
class SourceRangesKernelIT {
    private static final String VIP = "172.28.128.200";
    private static final String VIP6 = "2001:db8:28::200";

    @TempDir
    Path directory;

    private Segment segment;
    private HostKernel kernel;

    @BeforeEach
    void builds_the_lab() throws IOException {
        segment = new Segment();
        segment.addHost("friend", 50);
        segment.addHost("stranger", 60);
        new WebServers(segment, directory).add("nginx", 30, "listen 80; listen [::]:80", "nginx $remote_addr");
        segment.acceptOn("nginx", VIP);
        segment.shellIn("nginx", "ip addr add " + VIP6 + "/128 dev vips nodad");
        run("ip", "addr", "add", VIP + "/32", "dev", "eth1", "scope", "host");
        run("ip", "addr", "add", VIP6 + "/128", "dev", "eth1", "nodad", "preferred_lft", "0");
        kernel = HostKernels.of(new LinuxKernelSockets(), directory.resolve("state"));
    }

    @AfterEach
    void leaves_nothing() {
        kernel.carryOut(KernelOrder.none(), false);
        segment.close();
    }

    private static TablePlan open() {
        return new TablePlan(
                "web",
                List.of(InetAddress.ofLiteral(VIP), InetAddress.ofLiteral(VIP6)),
                List.of(new TablePlan.Service(TransportProtocol.TCP, 80, "rr", Set.of(), Optional.empty())),
                List.of(
                        new TablePlan.Destination(InetAddress.ofLiteral("172.28.128.30"), 1),
                        new TablePlan.Destination(InetAddress.ofLiteral("2001:db8:28::30"), 1)));
    }

    private void direct(TablePlan table) {
        KernelReport report = kernel.carryOut(
                new KernelOrder(
                        true,
                        List.of(table),
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

    private boolean isServed(String host, String address) {
        return segment.attemptIn(host, "curl -g -s -m 2 http://%s/".formatted(address))
                .output()
                .startsWith("nginx");
    }

    @Test
    void clients_in_a_source_range_are_served_and_others_are_not() {
        direct(Tables.onlyFor("172.28.128.50/32", open()));
        assertThat(isServed("friend", VIP)).isTrue();
        assertThat(isServed("stranger", VIP)).isFalse();
    }

    @Test
    void a_source_range_of_one_family_opens_no_address_of_the_other() {
        direct(Tables.onlyFor("2001:db8:28::50/128", open()));
        assertThat(isServed("friend", "[" + VIP6 + "]")).isTrue();
        assertThat(isServed("stranger", "[" + VIP6 + "]")).isFalse();
        assertThat(isServed("friend", VIP)).isFalse();
    }

    @Test
    void who_is_let_in_later_is_served() {
        direct(Tables.onlyFor("172.28.128.50/32", open()));
        direct(Tables.onlyFor("172.28.128.0/24", open()));
        assertThat(isServed("stranger", VIP)).isTrue();
    }

    @Test
    void without_source_ranges_everybody_is_served_again() {
        direct(Tables.onlyFor("172.28.128.50/32", open()));
        direct(open());
        assertThat(isServed("stranger", VIP)).isTrue();
    }
}
