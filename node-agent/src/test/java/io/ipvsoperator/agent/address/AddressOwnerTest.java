package io.ipvsoperator.agent.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.fake.FakeKernel;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.netlink.route.AddressFlag;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.ndp.NeighborPacket;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The owner in its own thread on the fake kernel, whose time the test moves. */
class AddressOwnerTest {
    private static final Segment ETH1 = new Segment(new NetworkInterfaceName("eth1"), IpFamily.IPV4);
    private static final IpAddress VIP = IpAddress.parse("172.28.128.200");
    private static final InetAddress VIP_ON_KERNEL = InetAddress.ofLiteral("172.28.128.200");
    private static final AddressTerms TERMS =
            AddressTerms.of(new AddressLease(Duration.ofSeconds(2), Duration.ofMillis(500)));
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeKernel kernel = new FakeKernel();
    private final Link eth1 = kernel.addLink("eth1");
    private final SettableSysctls sysctls = new SettableSysctls();
    private final List<Throwable> crashes = new ArrayList<>();
    private AddressOwner owner;
    private Thread thread;

    @BeforeEach
    void starts() {
        kernel.addAddress(new VirtualAddress(IpAddress.parse("172.28.128.222"), eth1.index()).leased(TERMS));
        kernel.addAddress(new VirtualAddress(IpAddress.parse("2001:db8::222"), eth1.index()).leased(TERMS));
        owner = new AddressOwner(kernel, sysctls, kernel.clock(), () -> {});
        thread = Thread.ofPlatform()
                .name("addresses")
                .uncaughtExceptionHandler((ignored, crash) -> crashes.add(crash))
                .start(owner);
        eventually("what an earlier run left is gone", () -> kernel.addresses().isEmpty());
    }

    @AfterEach
    void stops() throws InterruptedException {
        owner.close();
        thread.join(PATIENCE);
        assertThat(crashes).isEmpty();
        kernel.assertNoOpenSockets();
    }

    private static void eventually(String what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            Thread.onSpinWait();
        }
    }

    private void own() {
        own(VIP);
    }

    private void own(IpAddress... addresses) {
        owner.want(
                ETH1,
                List.of(new RouterAddresses("edge-33-v4", Set.of(addresses), TERMS, false, 1, true)),
                kernel.clock().now());
    }

    private Optional<InterfaceAddress> onKernel(String address) {
        InetAddress wanted = InetAddress.ofLiteral(address);
        return kernel.addresses().stream()
                .filter(present -> present.address().equals(wanted))
                .findFirst();
    }

    private boolean isHeld() {
        return kernel.addresses().stream().anyMatch(address -> address.address().equals(VIP_ON_KERNEL));
    }

    private long announced() {
        return kernel.takeArpSent().size();
    }

    @Test
    void adds_the_address_as_a_lease_that_is_no_source_of_connections() {
        own();
        eventually("the address is there", this::isHeld);
        InterfaceAddress address = kernel.addresses().getFirst();
        assertThat(address.prefixLength()).isEqualTo(32);
        assertThat(address.scope()).isEqualTo(254);
        assertThat(address.lifetime().isForever()).isFalse();
        assertThat(address.protocol()).contains(VirtualAddress.PROTOCOL);
    }

    @Test
    void announces_it_at_once() {
        own();
        eventually("an announcement is sent", () -> announced() > 0);
    }

    @Test
    void adds_an_ipv6_address_without_looking_for_a_duplicate() {
        own(IpAddress.parse("2001:db8::200"));
        eventually("the address is there", () -> onKernel("2001:db8::200").isPresent());
        InterfaceAddress address = onKernel("2001:db8::200").orElseThrow();
        assertThat(address.prefixLength()).isEqualTo(128);
        assertThat(address.flags())
                .containsExactlyInAnyOrder(AddressFlag.NODAD, AddressFlag.NOPREFIXROUTE, AddressFlag.DEPRECATED);
        assertThat(address.lifetime().isForever()).isFalse();
    }

    @Test
    void announces_an_ipv6_address_to_all_nodes_and_overrides_what_they_know() {
        Ipv6Address address = Ipv6Address.parse("2001:db8::200");
        own(address);
        List<ByteBuffer> sent = new ArrayList<>();
        eventually("an announcement is sent", () -> sent.addAll(kernel.takeNdpSent()));
        MacAddress hardware = MacAddress.fromBytes(eth1.hardwareAddress().toArray());
        assertThat(NeighborPacket.decode(WireReader.of(sent.getFirst())))
                .isEqualTo(new Decoded.Ok<>(NeighborPacket.unsolicited(hardware, address, false)));
    }

    @Test
    void labels_an_ipv4_address_if_asked_to() {
        AddressTerms labelled = new AddressTerms(TERMS.lease(), TERMS.announcements(), Optional.of("eth1:edge"));
        owner.want(
                ETH1,
                List.of(new RouterAddresses("edge-33-v4", Set.of(VIP), labelled, false, 1, true)),
                kernel.clock().now());
        eventually("the address is there", this::isHeld);
        assertThat(kernel.addresses().getFirst().label()).contains("eth1:edge");
    }

    @Test
    void keeps_it_as_long_as_the_router_lives() {
        for (int step = 0; step < 20; step++) {
            own();
            eventually(
                    "the lease is young",
                    () -> isHeld()
                            && owner.leaseHolds(
                                    "edge-33-v4", kernel.clock().now().plus(Duration.ofMillis(1400))));
            kernel.advance(Duration.ofMillis(500));
        }
        assertThat(owner.report().leasesLost()).isZero();
    }

    @Test
    void loses_it_when_the_router_falls_silent() {
        own();
        eventually("the address is there", this::isHeld);
        kernel.advance(Duration.ofMillis(2100));
        eventually("the address is gone", () -> !isHeld());
        eventually(
                "the loss is known",
                () -> !owner.leaseHolds("edge-33-v4", kernel.clock().now()));
    }

    @Test
    void a_router_that_was_silent_for_a_quarter_of_the_lifetime_gets_no_refresh() {
        own();
        eventually("the address is there", this::isHeld);
        kernel.advance(Duration.ofMillis(1200));
        owner.want(
                new Segment(ETH1.interfaceName(), IpFamily.IPV6),
                List.of(new RouterAddresses(
                        "edge-33-v6", Set.of(IpAddress.parse("2001:db8::200")), TERMS, false, 1, true)),
                kernel.clock().now());
        eventually("the owner has looked", () -> onKernel("2001:db8::200").isPresent());
        kernel.advance(Duration.ofMillis(900));
        eventually("the address is gone", () -> !isHeld());
    }

    @Test
    void keeps_it_when_the_router_is_late_by_more_than_a_quarter_of_the_lifetime() {
        own();
        eventually("the address is there", this::isHeld);
        kernel.advance(Duration.ofMillis(1200));
        own();
        kernel.advance(Duration.ofMillis(100));
        eventually(
                "the lease is young",
                () -> owner.leaseHolds("edge-33-v4", kernel.clock().now().plus(Duration.ofMillis(1400))));
    }

    @Test
    void gives_it_up_when_the_router_does() {
        own();
        eventually("the address is there", this::isHeld);
        owner.want(ETH1, List.of(), kernel.clock().now());
        eventually("the address is gone", () -> !isHeld());
        eventually("the report says so", () -> owner.report().held().isEmpty());
    }

    @Test
    void puts_it_back_when_something_else_removes_it() {
        own();
        eventually("the address is there", this::isHeld);
        kernel.removeAddress(kernel.addresses().getFirst());
        eventually("the address is back", this::isHeld);
        eventually("it is counted", () -> owner.report().putBack() == 1);
    }

    private void ownAtVirtualMac(IpAddress... addresses) {
        VirtualMac mac = new VirtualMac(new VirtualRouterId(33), IpFamily.IPV4);
        AddressTerms terms = new AddressTerms(TERMS.lease(), TERMS.announcements(), Optional.empty(), Optional.of(mac));
        owner.want(
                ETH1,
                List.of(new RouterAddresses("edge-33-v4", Set.of(addresses), terms, false, 1, addresses.length > 0)),
                kernel.clock().now());
    }

    private Optional<Link> virtualDevice() {
        return kernel.link("vrrp.33." + eth1.index());
    }

    private boolean isUp() {
        return virtualDevice().filter(link -> (link.flags() & Link.UP) != 0).isPresent();
    }

    @Test
    void the_interface_of_a_virtual_mac_address_is_ready_before_the_router_owns_anything() {
        ownAtVirtualMac();
        eventually("the interface is there", () -> virtualDevice().isPresent());
        assertThat(isUp()).isFalse();
        eventually(
                "it is set up",
                () -> sysctls.written.containsKey("net.ipv4.conf.vrrp/33/" + eth1.index() + ".arp_ignore"));
    }

    @Test
    void addresses_with_a_virtual_mac_address_are_on_its_interface_while_they_are_owned() {
        ownAtVirtualMac(VIP);
        eventually("the address is there", this::isHeld);
        assertThat(kernel.addresses().getFirst().interfaceIndex())
                .isEqualTo(virtualDevice().orElseThrow().index());
        assertThat(isUp()).isTrue();
        ownAtVirtualMac();
        eventually("the address is gone", () -> !isHeld());
        eventually("the interface is down", () -> !isUp());
    }

    @Test
    void they_are_announced_from_the_virtual_mac_address() {
        ownAtVirtualMac(VIP);
        List<ByteBuffer> sent = new ArrayList<>();
        eventually("an announcement is sent", () -> sent.addAll(kernel.takeArpSent()));
        byte[] source = new byte[MacAddress.LENGTH];
        sent.getFirst().get(MacAddress.LENGTH, source);
        assertThat(MacAddress.fromBytes(source)).hasToString("00:00:5e:00:01:21");
    }

    /** What comes in on a socket that nobody reads is kept by the kernel, for every router. */
    @Test
    void they_are_announced_through_a_socket_that_hears_nothing() {
        ownAtVirtualMac(VIP);
        eventually("an announcement is sent", () -> announced() > 0);
        assertThat(kernel.openSockets())
                .contains("frames on vrrp.33." + eth1.index())
                .doesNotContain("ARP on vrrp.33." + eth1.index());
    }

    @Test
    void an_interface_of_a_virtual_mac_address_that_went_is_made_anew() {
        ownAtVirtualMac(VIP);
        eventually("the address is there", this::isHeld);
        int before = virtualDevice().orElseThrow().index();
        kernel.deleteLink(virtualDevice().orElseThrow());
        eventually(
                "the address is there on another",
                () -> isHeld() && kernel.addresses().getFirst().interfaceIndex() != before);
    }

    @Test
    void the_interface_of_a_virtual_mac_address_goes_with_its_router() {
        ownAtVirtualMac(VIP);
        eventually("the address is there", this::isHeld);
        owner.want(ETH1, List.of(), kernel.clock().now());
        eventually("the interface is gone", () -> virtualDevice().isEmpty());
        eventually("nothing is left", () -> owner.report().isClean());
    }

    @Test
    void an_interface_of_somebody_else_is_a_failure_of_the_router() {
        kernel.addLink("vrrp.33." + eth1.index());
        ownAtVirtualMac(VIP);
        eventually(
                "the failure is reported",
                () -> owner.report()
                        .devices()
                        .failures()
                        .getOrDefault("edge-33-v4", "")
                        .contains("none of the agent's"));
        assertThat(isHeld()).isFalse();
    }
}
