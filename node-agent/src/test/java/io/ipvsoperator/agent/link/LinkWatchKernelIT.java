package io.ipvsoperator.agent.link;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.testing.Segment;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkWatchKernelIT {
    private final AtomicReference<HostLinks> seen = new AtomicReference<>(HostLinks.none());
    private Segment segment;
    private LinkWatch watch;
    private Thread thread;

    @BeforeEach
    void starts() {
        segment = new Segment();
        watch = new LinkWatch(new LinuxKernelSockets(), new SystemClock(), seen::set);
        thread = Thread.ofPlatform().name("links").start(watch);
        eventually("eth1 is seen", () -> own().contains("fe80::10/64"));
    }

    @AfterEach
    void stops() throws InterruptedException {
        watch.close();
        thread.join();
        segment.close();
    }

    private List<String> own() {
        return seen.get()
                .byName(new NetworkInterfaceName("eth1"))
                .map(link -> link.addresses().stream().map(OwnAddress::toString).toList())
                .orElse(List.of());
    }

    @Test
    void the_nodes_addresses_of_both_families_are_told() {
        assertThat(own()).containsExactlyInAnyOrder("172.28.128.10/24", "2001:db8:28::10/64", "fe80::10/64");
    }

    @Test
    void virtual_addresses_are_not() {
        run("ip", "addr", "add", "172.28.128.200/32", "dev", "eth1", "scope", "host");
        run("ip", "addr", "add", "2001:db8:28::200/128", "dev", "eth1", "nodad", "preferred_lft", "0");
        run("ip", "addr", "add", "172.28.128.11/24", "dev", "eth1");
        eventually("the other address is told", () -> own().contains("172.28.128.11/24"));
        assertThat(own()).doesNotContain("172.28.128.200/32", "2001:db8:28::200/128");
    }

    @Test
    void an_ipv4_address_without_a_subnet_is_the_nodes_where_it_has_no_other() {
        run("ip", "addr", "add", "172.28.128.77/32", "dev", "eth1");
        run("ip", "addr", "del", "172.28.128.10/24", "dev", "eth1");
        eventually("it is told", () -> own().contains("172.28.128.77/32"));
        run("ip", "addr", "add", "172.28.128.200/32", "dev", "eth1", "scope", "host");
        run("ip", "addr", "add", "172.28.128.10/24", "dev", "eth1");
        eventually("the other address is told", () -> own().contains("172.28.128.10/24"));
        assertThat(own()).doesNotContain("172.28.128.77/32", "172.28.128.200/32");
    }

    @Test
    void an_address_from_dhcp_is_the_nodes() {
        run("ip", "addr", "add", "2001:db8:28::77/128", "dev", "eth1", "nodad");
        eventually("it is told", () -> own().contains("2001:db8:28::77/128"));
    }

    @Test
    void an_ipv6_address_is_told_only_when_no_duplicate_was_found() {
        run("sysctl", "-qw", "net.ipv6.conf.eth1.dad_transmits=60");
        run("ip", "addr", "add", "fe80::77/64", "dev", "eth1");
        run("ip", "addr", "add", "172.28.128.11/24", "dev", "eth1");
        eventually("the other address is told", () -> own().contains("172.28.128.11/24"));
        assertThat(own()).doesNotContain("fe80::77/64");
        run("ip", "addr", "del", "fe80::77/64", "dev", "eth1");
        run("sysctl", "-qw", "net.ipv6.conf.eth1.dad_transmits=1");
        run("ip", "addr", "add", "fe80::77/64", "dev", "eth1");
        eventually("it is told", () -> own().contains("fe80::77/64"));
    }
}
