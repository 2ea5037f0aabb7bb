package io.ipvsoperator.agent.address;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static io.ipvsoperator.agent.testing.Programs.attempt;
import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.announce.AnnouncementPolicy;
import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxSysctls;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.testing.Programs;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for addresses of both families, with a client on the same segment. */
abstract class AddressOwnerContract {
    static final AddressTerms TERMS = AddressTerms.of(new AddressLease(Duration.ofSeconds(2), Duration.ofMillis(500)));
    static final String SOMEBODY_ELSE = "02:00:00:00:00:99";

    final IpAddress vip;
    private final MonotonicClock clock = new SystemClock();
    Segment segment;
    private AddressOwner owner;
    private Thread thread;

    AddressOwnerContract(String vip) {
        this.vip = IpAddress.parse(vip);
    }

    @BeforeEach
    void starts() {
        segment = new Segment();
        segment.addHost("client", 50);
        Programs.shell("sysctl -qw net.ipv4.conf.eth1.arp_ignore=1 net.ipv4.conf.eth1.arp_announce=2");
        startOwner();
    }

    final void startOwner() {
        owner = new AddressOwner(new LinuxKernelSockets(), new LinuxSysctls(Path.of("/proc/sys")), clock, () -> {});
        thread = Thread.ofPlatform().name("addresses").start(owner);
    }

    final void stopOwner() throws InterruptedException {
        owner.close();
        thread.join();
    }

    @AfterEach
    void stops() throws InterruptedException {
        stopOwner();
        segment.close();
    }

    private void own(AddressTerms terms, boolean probed) {
        RouterAddresses router = new RouterAddresses("edge-33", Set.of(vip), terms, probed, 1, true);
        owner.want(segmentOfRouters(), List.of(router), clock.now());
    }

    private io.ipvsoperator.agent.link.Segment segmentOfRouters() {
        return new io.ipvsoperator.agent.link.Segment(new NetworkInterfaceName("eth1"), vip.family());
    }

    /** Nobody renews it once it is there. Until then the router lives: code that runs for the first time may take longer than a lease. */
    final void own(AddressTerms terms) {
        eventually("the address is there", () -> {
            own(terms, false);
            return isHeld();
        });
    }

    final boolean isHeld() {
        return addresses().contains(" " + vip + "/");
    }

    final String addresses() {
        return attempt("ip", "-o", "addr", "show", "dev", "eth1").output();
    }

    private boolean isHeldByALivingRouter() {
        own(TERMS, false);
        return isHeld();
    }

    final void makeClientBelieve(String hardwareAddress) {
        segment.shellIn("client", "ip neigh replace %s lladdr %s dev eth1 nud stale".formatted(vip, hardwareAddress));
    }

    final String knownToClient() {
        return segment.shellIn("client", "ip neigh show " + vip);
    }

    private void awaitThatClientKnows() {
        eventually("the client knows the owner", () -> knownToClient().contains(segment.hardwareAddress()));
    }

    @Test
    void a_client_learns_the_owner_from_its_announcement() {
        makeClientBelieve(SOMEBODY_ELSE);
        own(TERMS);
        awaitThatClientKnows();
    }

    @Test
    void it_leaves_when_nobody_refreshes_it() {
        own(TERMS);
        eventually("the kernel has removed it", () -> !isHeld());
        assertThat(owner.leaseHolds("edge-33", clock.now())).isFalse();
    }

    @Test
    void somebody_elses_ip_addr_del_is_mended() {
        own(TERMS);
        run("ip", "addr", "del", vip.toString(), "dev", "eth1");
        eventually(
                "the address is back",
                () -> isHeldByALivingRouter() && owner.report().putBack() == 1);
    }

    @Test
    void it_is_there_after_its_interface_went_down_and_up() {
        own(TERMS);
        run("ip", "link", "set", "eth1", "down");
        own(TERMS, false);
        run("ip", "link", "set", "eth1", "up");
        eventually("the address is there", this::isHeldByALivingRouter);
    }

    @Test
    void it_is_there_after_its_interface_was_deleted_and_made_anew() {
        own(TERMS);
        run("ip", "link", "del", "eth1");
        segment.addOwnInterface();
        eventually("the address is there", this::isHeldByALivingRouter);
        assertThat(owner.report().failures()).isEmpty();
    }

    @Test
    void a_client_is_told_again_when_the_link_was_interrupted() {
        // A bridge may swallow the first set: it forwards a little later than the link is up.
        AnnouncementPolicy twoSets = new AnnouncementPolicy(5, Duration.ofSeconds(3), Duration.ZERO, 1, Duration.ZERO);
        AddressLease lease = new AddressLease(Duration.ofSeconds(60), Duration.ofSeconds(20));
        makeClientBelieve(SOMEBODY_ELSE);
        own(new AddressTerms(lease, twoSets, Optional.empty()));
        awaitThatClientKnows();
        makeClientBelieve(SOMEBODY_ELSE);
        // By the second set, which is the last.
        awaitThatClientKnows();
        segment.shellIn("fabric", "ip link set to-director down");
        makeClientBelieve(SOMEBODY_ELSE);
        segment.shellIn("fabric", "ip link set to-director up");
        awaitThatClientKnows();
    }

    @Test
    void giving_up_removes_it() {
        own(TERMS);
        owner.want(segmentOfRouters(), List.of(), clock.now());
        eventually("the address is gone", () -> !isHeld());
    }

    @Test
    void an_unconfirmed_address_that_the_client_has_is_left_to_it() {
        segment.shellIn("client", "ip addr add " + vip + " dev eth1 " + withoutDelay());
        eventually("somebody has it", () -> {
            own(TERMS, true);
            return !owner.report().taken().isEmpty();
        });
        assertThat(isHeld()).isFalse();
    }

    private String withoutDelay() {
        return vip.family() == IpFamily.IPV6 ? "nodad" : "";
    }

    @Test
    void an_unconfirmed_address_that_nobody_has_is_taken() {
        eventually("the address is there", () -> {
            own(TERMS, true);
            return isHeld();
        });
    }

    @Test
    void what_an_earlier_run_left_is_removed_at_start() throws InterruptedException {
        own(AddressTerms.of(new AddressLease(Duration.ofSeconds(600), Duration.ofSeconds(1))));
        stopOwner();
        assertThat(isHeld()).isTrue();
        startOwner();
        eventually("the new run has removed it", () -> !isHeld());
    }
}
