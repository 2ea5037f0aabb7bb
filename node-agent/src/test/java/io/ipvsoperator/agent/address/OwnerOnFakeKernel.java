package io.ipvsoperator.agent.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.fake.FakeKernel;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The owner in its own thread on the fake kernel, whose time the test moves. */
abstract class OwnerOnFakeKernel {
    static final Segment ETH1 = new Segment(new NetworkInterfaceName("eth1"), IpFamily.IPV4);
    static final IpAddress VIP = IpAddress.parse("172.28.128.200");
    private static final InetAddress VIP_ON_KERNEL = InetAddress.ofLiteral("172.28.128.200");
    static final AddressTerms TERMS = AddressTerms.of(new AddressLease(Duration.ofSeconds(2), Duration.ofMillis(500)));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final FakeKernel kernel = new FakeKernel();
    final Link eth1 = kernel.addLink("eth1");
    final SettableSysctls sysctls = new SettableSysctls();
    private final List<Throwable> crashes = new ArrayList<>();
    AddressOwner owner;
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

    static void eventually(String what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            Thread.onSpinWait();
        }
    }

    final void own() {
        own(VIP);
    }

    final void own(IpAddress... addresses) {
        owner.want(
                ETH1,
                List.of(new RouterAddresses("edge-33-v4", Set.of(addresses), TERMS, false, 1, true)),
                kernel.clock().now());
    }

    final Optional<InterfaceAddress> onKernel(String address) {
        InetAddress wanted = InetAddress.ofLiteral(address);
        return kernel.addresses().stream()
                .filter(present -> present.address().equals(wanted))
                .findFirst();
    }

    final boolean isHeld() {
        return kernel.addresses().stream().anyMatch(address -> address.address().equals(VIP_ON_KERNEL));
    }

    /** How many packets of ARP left since the last call. */
    final long announced() {
        return kernel.takeArpSent().size();
    }
}
