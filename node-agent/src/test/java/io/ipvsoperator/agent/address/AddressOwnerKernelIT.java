package io.ipvsoperator.agent.address;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static io.ipvsoperator.agent.testing.Programs.attempt;
import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.announce.AnnouncementPolicy;
import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.testing.Programs;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a client on the same segment. */
class AddressOwnerKernelIT {
    private static final io.ipvsoperator.agent.link.Segment ETH1 =
            new io.ipvsoperator.agent.link.Segment(new NetworkInterfaceName("eth1"), IpFamily.IPV4);
    private static final String VIP = "172.28.128.200";
    private static final AddressLease LEASE = new AddressLease(Duration.ofSeconds(2), Duration.ofMillis(500));

    private final MonotonicClock clock = new SystemClock();
    private Segment segment;
    private AddressOwner owner;
    private Thread thread;

    @BeforeEach
    void starts() {
        segment = new Segment();
        segment.addHost("client", 50);
        Programs.shell("sysctl -qw net.ipv4.conf.eth1.arp_ignore=1 net.ipv4.conf.eth1.arp_announce=2");
        owner = new AddressOwner(new LinuxKernelSockets(), clock, AnnouncementPolicy.DEFAULT, () -> {});
        thread = Thread.ofPlatform().name("addresses").start(owner);
    }

    @AfterEach
    void stops() throws InterruptedException {
        owner.close();
        thread.join();
        segment.close();
    }

    private void own(boolean probed) {
        owner.want(
                ETH1,
                List.of(new RouterAddresses("edge-33-v4", Set.of(IpAddress.parse(VIP)), LEASE, probed, 1)),
                clock.now());
    }

    private static boolean isHeld() {
        return run("ip", "-4", "-o", "addr", "show", "dev", "eth1").contains(VIP + "/32");
    }

    private String neighbourOfClient() {
        return segment.shellIn("client", "ip neigh show " + VIP);
    }

    @Test
    void the_kernel_shows_a_deprecated_lease_of_host_scope() {
        own(false);
        eventually("the address is there", AddressOwnerKernelIT::isHeld);
        assertThat(run("ip", "-4", "addr", "show", "dev", "eth1"))
                .containsPattern("inet 172\\.28\\.128\\.200/32 scope host .*deprecated dynamic noprefixroute eth1")
                .containsPattern("valid_lft [12]sec preferred_lft 0sec");
    }

    @Test
    void a_client_learns_the_owner_from_its_announcement() {
        segment.shellIn("client", "ip neigh replace " + VIP + " lladdr 02:00:00:00:00:99 dev eth1 nud stale");
        own(false);
        eventually("the client knows the new owner", () -> neighbourOfClient().contains(segment.hardwareAddress()));
    }

    @Test
    void exactly_one_hardware_address_answers_arping() {
        own(false);
        eventually("the address is there", AddressOwnerKernelIT::isHeld);
        assertThat(segment.shellIn("client", "arping -c 1 -w 3 -I eth1 " + VIP))
                .containsIgnoringCase(segment.hardwareAddress())
                .contains("Received 1 response");
    }

    @Test
    void it_never_becomes_a_source_even_when_it_is_the_first_address() {
        own(false);
        eventually("the address is there", AddressOwnerKernelIT::isHeld);
        run("ip", "addr", "del", "172.28.128.10/24", "dev", "eth1");
        run("ip", "addr", "add", "172.28.128.10/24", "dev", "eth1");
        run("ip", "route", "add", "10.1.0.0/16", "via", "172.28.128.50");
        assertThat(run("ip", "route", "get", "10.1.2.3")).contains("src 172.28.128.10");
    }

    @Test
    void it_leaves_when_nobody_refreshes_it() {
        own(false);
        eventually("the address is there", AddressOwnerKernelIT::isHeld);
        eventually("the kernel has removed it", () -> !isHeld());
        assertThat(owner.leaseHolds("edge-33-v4", clock.now())).isFalse();
    }

    @Test
    void somebody_elses_ip_addr_del_is_mended() {
        own(false);
        eventually("the address is there", AddressOwnerKernelIT::isHeld);
        run("ip", "addr", "del", VIP + "/32", "dev", "eth1");
        eventually("the address is back", () -> {
            own(false);
            return owner.report().putBack() == 1 && isHeld();
        });
    }

    @Test
    void giving_up_removes_it() {
        own(false);
        eventually("the address is there", AddressOwnerKernelIT::isHeld);
        owner.want(ETH1, List.of(), clock.now());
        eventually("the address is gone", () -> !isHeld());
    }

    @Test
    void an_unconfirmed_address_that_the_client_has_is_left_to_it() {
        segment.shellIn("client", "ip addr add " + VIP + "/32 dev eth1");
        eventually("somebody has it", () -> {
            own(true);
            return !owner.report().taken().isEmpty();
        });
        assertThat(isHeld()).isFalse();
    }

    @Test
    void an_unconfirmed_address_that_nobody_has_is_taken() {
        eventually("the address is there", () -> {
            own(true);
            return isHeld();
        });
    }

    @Test
    void what_an_earlier_run_left_is_removed_at_start() throws InterruptedException {
        owner.want(
                ETH1,
                List.of(new RouterAddresses(
                        "edge-33-v4",
                        Set.of(IpAddress.parse(VIP)),
                        new AddressLease(Duration.ofSeconds(600), Duration.ofSeconds(1)),
                        false,
                        1)),
                clock.now());
        eventually("the address is there", AddressOwnerKernelIT::isHeld);
        owner.close();
        thread.join();
        assertThat(attempt("ip", "-4", "-o", "addr", "show", "dev", "eth1").output())
                .contains(VIP);
        owner = new AddressOwner(new LinuxKernelSockets(), clock, AnnouncementPolicy.DEFAULT, () -> {});
        thread = Thread.ofPlatform().name("addresses").start(owner);
        eventually("the new run has removed it", () -> !isHeld());
    }
}
