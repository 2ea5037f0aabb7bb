package io.ipvsoperator.agent.realserver;

import static io.ipvsoperator.agent.testing.Programs.attempt;
import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxSysctls;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.agent.sysctl.RealServerSysctls;
import io.ipvsoperator.agent.sysctl.SysctlOwner;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.wire.IpAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This host as a real server, with a client on the same segment. */
class RealServerRoleKernelIT {
    private static final IpAddress VIP = IpAddress.parse("172.28.128.200");

    private static final IpAddress VIP6 = IpAddress.parse("2001:db8:28::200");

    @TempDir
    Path directory;

    private final NetlinkConversation route = new NetlinkConversation(new LinuxKernelSockets().route(Set.of()));
    private final RealServerRole role = new RealServerRole(route);
    private Segment segment;
    private SysctlOwner sysctls;

    @BeforeEach
    void starts() {
        segment = new Segment();
        segment.addHost("client", 50);
        sysctls = new SysctlOwner(
                new LinuxSysctls(Path.of("/proc/sys")), new BootRecord(directory.resolve("sysctls"), "this-boot"));
    }

    @AfterEach
    void ends() {
        role.reconcile(Set.of());
        sysctls.reconcile(Map.of());
        route.close();
        segment.close();
    }

    @Test
    void accepts_packets_to_the_address_and_is_silent_about_it() {
        assertThat(sysctls.reconcile(RealServerSysctls.all()).failures()).isEmpty();
        assertThat(role.reconcile(Set.of(VIP)).accepted()).containsExactly(VIP);
        assertThat(segment.attemptIn("client", "arping -c 1 -w 2 -I eth1 172.28.128.200")
                        .output())
                .contains("Received 0 response");
        assertThat(run("ip", "route", "get", "172.28.128.200")).contains("local 172.28.128.200 dev lo");
    }

    @Test
    void would_answer_arp_without_the_settings() {
        role.reconcile(Set.of(VIP));
        assertThat(segment.attemptIn("client", "arping -c 1 -w 2 -I eth1 172.28.128.200")
                        .output())
                .contains("Received 1 response");
    }

    @Test
    void accepts_packets_to_an_ipv6_address_and_is_silent_about_it() {
        assertThat(role.reconcile(Set.of(VIP6)).accepted()).containsExactly(VIP6);
        assertThat(run("ip", "route", "get", VIP6.toString())).contains("local " + VIP6, "dev lo");
        assertThat(segment.attemptIn("client", "timeout 10 bash -c '</dev/tcp/" + VIP6 + "/9'")
                        .output())
                .contains("No route to host");
    }

    @Test
    void an_ipv6_address_is_no_source_of_connections() {
        role.reconcile(Set.of(VIP6));
        assertThat(run("ip", "route", "get", "2001:db8:28::50")).contains("src 2001:db8:28::10");
    }

    @Test
    void leaves_no_device_when_it_ends() {
        role.reconcile(Set.of(VIP));
        role.reconcile(Set.of());
        assertThat(attempt("ip", "link", "show", "ipvs-vips").status()).isNotZero();
    }
}
