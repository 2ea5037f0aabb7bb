package io.ipvsoperator.agent.link;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.fake.FakeKernel;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.route.AddressFlag;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.netlink.route.Lifetime;
import io.ipvsoperator.netlink.route.Link;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The watch in its thread on the fake kernel. */
class LinkWatchTest {
    private static final int SCOPE_HOST = 254;

    private final FakeKernel kernel = new FakeKernel();
    private final Link eth1 = kernel.addLink("eth1");
    private final AtomicReference<HostLinks> seen = new AtomicReference<>(HostLinks.none());
    private LinkWatch watch;
    private Thread thread;

    @BeforeEach
    void starts() {
        watch = new LinkWatch(kernel, kernel.clock(), seen::set);
        thread = Thread.ofPlatform().name("links").start(watch);
        eventually("eth1 is seen", () -> link("eth1").isPresent());
    }

    @AfterEach
    void stops() throws InterruptedException {
        watch.close();
        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        kernel.assertNoOpenSockets();
    }

    private Optional<HostLink> link(String name) {
        return seen.get().byName(new NetworkInterfaceName(name));
    }

    private List<String> own() {
        return link("eth1").stream()
                .flatMap(link -> link.addresses().stream())
                .map(OwnAddress::toString)
                .toList();
    }

    private void add(String address, int prefixLength, int scope) {
        kernel.addAddress(new InterfaceAddress(
                InetAddress.ofLiteral(address),
                prefixLength,
                eth1.index(),
                scope,
                Set.<AddressFlag>of(),
                new Lifetime(Lifetime.FOREVER_SECONDS, Lifetime.FOREVER_SECONDS),
                Optional.empty(),
                Optional.empty()));
    }

    @Test
    void an_address_without_a_subnet_is_the_nodes_where_it_has_no_other() {
        add("192.0.2.7", 32, InterfaceAddress.SCOPE_GLOBAL);
        add("192.0.2.200", 32, SCOPE_HOST);
        eventually("it is told", () -> own().equals(List.of("192.0.2.7/32")));
    }

    @Test
    void beside_an_address_with_a_subnet_it_is_somebodys_virtual_one() {
        add("192.0.2.7", 32, InterfaceAddress.SCOPE_GLOBAL);
        add("192.0.2.10", 24, InterfaceAddress.SCOPE_GLOBAL);
        eventually("the other is told", () -> own().equals(List.of("192.0.2.10/24")));
    }

    @Test
    void looks_anew_when_events_were_lost() {
        kernel.failEventsWith(ErrorNumber.ENOBUFS, 1);
        add("192.0.2.10", 24, InterfaceAddress.SCOPE_GLOBAL);
        eventually("it is told", () -> own().equals(List.of("192.0.2.10/24")));
    }

    @Test
    void rests_between_looks_while_the_kernel_refuses_to_tell_of_events() {
        int failures = 1_000_000;
        kernel.failEventsWith(ErrorNumber.ENOMEM, failures);
        eventually("the first has failed", () -> kernel.eventFailuresLeft() < failures);
        add("192.0.2.10", 24, InterfaceAddress.SCOPE_GLOBAL);
        eventually("it is told", () -> own().equals(List.of("192.0.2.10/24")));
        assertThat(failures - kernel.eventFailuresLeft()).isLessThan(100);
    }
}
