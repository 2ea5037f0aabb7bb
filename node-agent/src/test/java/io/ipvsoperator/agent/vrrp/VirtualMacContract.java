package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static io.ipvsoperator.agent.testing.Programs.attempt;
import static io.ipvsoperator.agent.testing.Programs.run;
import static io.ipvsoperator.agent.testing.Programs.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.wire.MacAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two of our directors, on two interfaces of this host, with the virtual MAC address of one router, and a client of theirs. */
abstract class VirtualMacContract {
    private final Dialect dialect;
    private final String vip;
    private final MacAddress virtualMac;
    private Segment segment;
    private VirtualMacHost host;

    VirtualMacContract(Dialect dialect) {
        this.dialect = dialect;
        this.vip = dialect.addresses().getLast().toString();
        this.virtualMac = Dialect.ID.virtualMacAddress(dialect.family());
    }

    @BeforeEach
    void starts() {
        segment = new Segment();
        segment.addHost("client", 50);
        // Both interfaces are in one host, which otherwise takes its own address for a forged one.
        shell(
                "ip link add eth2 type veth peer name to-second netns fabric"
                        + " && ip -n fabric link set to-second master bridge up && ip link set eth2 addrgenmode none up"
                        + " && ip addr add 172.28.128.11/24 dev eth2 && ip addr add fe80::11/64 dev eth2 nodad"
                        + " && for end in eth1 eth2; do sysctl -qw net.ipv4.conf.$end.accept_local=1"
                        + " net.ipv4.conf.$end.rp_filter=0 net.ipv4.conf.$end.arp_ignore=1 net.ipv4.conf.$end.arp_announce=2; done");
        host = new VirtualMacHost(dialect);
    }

    @AfterEach
    void stops() {
        host.close();
        run("ip", "link", "del", "eth2");
        segment.close();
    }

    private String interfaceAbove(String name) {
        String prefix = switch (dialect.family()) {
            case IPV4 -> "vrrp.33.";
            case IPV6 -> "vrrp6.33.";
        };
        return prefix + shell("cat /sys/class/net/" + name + "/ifindex").strip();
    }

    private boolean isUp(String name) {
        return shown(name).contains("UP");
    }

    private static String shown(String name) {
        return attempt("ip", "-o", "addr", "show", "dev", name).output()
                + attempt("ip", "-o", "-d", "link", "show", "dev", name).output();
    }

    private boolean holds(String name) {
        return shown(interfaceAbove(name)).contains(" " + vip + "/");
    }

    /** Behind which port the switch sends frames to the virtual MAC address. */
    private boolean isLearnedBehind(String port) {
        return run("bridge", "-n", "fabric", "fdb", "show", "br", "bridge")
                .lines()
                .anyMatch(entry -> entry.startsWith(virtualMac + " dev " + port + " "));
    }

    private String answerToClient() {
        return segment.attemptIn("client", "timeout 3 bash -c '</dev/tcp/%s/9'".formatted(vip))
                .output();
    }

    private String knownToClient() {
        return segment.shellIn("client", "ip neigh show " + vip);
    }

    private void firstTakesOver() {
        host.run("eth1", 10, 250);
        host.run("eth2", 11, 240);
        eventually("the first has the addresses", () -> holds("eth1"));
    }

    @Test
    void a_client_reaches_the_address_at_the_virtual_mac_address() {
        firstTakesOver();
        assertThat(answerToClient()).contains("Connection refused");
        assertThat(knownToClient()).contains(virtualMac.toString());
    }

    @Test
    void a_backup_is_not_seen() {
        firstTakesOver();
        eventually("the second hears the first", () -> host.is("eth2", "Backup"));
        assertThat(isUp(interfaceAbove("eth2"))).isFalse();
        assertThat(isLearnedBehind("to-second")).isFalse();
        assertThat(isLearnedBehind("to-director")).isTrue();
    }

    @Test
    void the_mac_address_stays_when_the_first_hands_over() {
        firstTakesOver();
        answerToClient();
        assertThat(knownToClient()).contains(virtualMac.toString());
        host.handOver("eth1");
        eventually("the second has the addresses", () -> holds("eth2"));
        eventually("the first has nothing left", () -> !shown("type macvlan").contains(vip) && !holds("eth1"));
        eventually("the switch has learned it", () -> isLearnedBehind("to-second"));
        assertThat(knownToClient()).contains(virtualMac.toString());
        assertThat(answerToClient()).contains("Connection refused");
    }

    @Test
    void the_mac_address_stays_when_the_first_loses_the_segment() {
        firstTakesOver();
        answerToClient();
        segment.cutOff(Segment.DIRECTOR);
        eventually("the second has the addresses", () -> holds("eth2"));
        eventually("the switch has learned it", () -> isLearnedBehind("to-second"));
        segment.reconnect(Segment.DIRECTOR);
        eventually("the second has given them up", () -> !holds("eth2") && !isUp(interfaceAbove("eth2")));
        eventually("the switch has learned it anew", () -> isLearnedBehind("to-director"));
        eventually("the client is answered", () -> answerToClient().contains("Connection refused"));
    }

    @Test
    void advertisements_come_from_the_virtual_mac_address() {
        firstTakesOver();
        assertThat(segment.shellIn(
                        "client", "timeout 20 tcpdump -eni eth1 -c 2 'proto 112 or ip6 proto 112' 2>/dev/null"))
                .contains(virtualMac + " > ");
    }

    /** Addresses are announced in turn, over IPv6 the router's link-local one too: two packets have both. */
    @Test
    void announcements_come_from_the_virtual_mac_address() {
        firstTakesOver();
        String neighbourAdvertisement = "icmp6 and ip6[40] = 136";
        assertThat(segment.shellIn(
                        "client",
                        "timeout 30 tcpdump -eni eth1 -c 2 'ether src %s and (arp or (%s))' 2>/dev/null"
                                .formatted(virtualMac, neighbourAdvertisement)))
                .contains(vip);
    }

    @Test
    void an_interface_that_somebody_deletes_is_put_back() {
        firstTakesOver();
        run("ip", "link", "del", interfaceAbove("eth1"));
        eventually("the addresses are back", () -> holds("eth1"));
        eventually("the client is answered", () -> answerToClient().contains("Connection refused"));
    }

    @Test
    void an_interface_that_somebody_sets_down_goes_up_again() {
        firstTakesOver();
        run("ip", "link", "set", interfaceAbove("eth1"), "down");
        eventually("it is up with its addresses", () -> isUp(interfaceAbove("eth1")) && holds("eth1"));
    }

    @Test
    void it_follows_its_segments_interface_that_was_deleted_and_made_anew() {
        firstTakesOver();
        String before = interfaceAbove("eth1");
        run("ip", "link", "del", "eth1");
        segment.addOwnInterface();
        shell(
                "sysctl -qw net.ipv4.conf.eth1.accept_local=1 net.ipv4.conf.eth1.rp_filter=0 net.ipv4.conf.eth1.arp_ignore=1 net.ipv4.conf.eth1.arp_announce=2");
        host.run("eth1", 10, 250);
        eventually("the addresses are there", () -> holds("eth1"));
        assertThat(interfaceAbove("eth1")).isNotEqualTo(before);
        assertThat(attempt("ip", "link", "show", before).status()).isNotZero();
    }

    @Test
    void nothing_is_left_when_the_router_goes() {
        firstTakesOver();
        host.handOver("eth1");
        host.handOver("eth2");
        eventually(
                "no interface is left",
                () -> run("ip", "link", "show", "type", "macvlan").isEmpty());
    }

    @Test
    void what_an_earlier_run_left_is_removed_at_start() {
        firstTakesOver();
        host.kill();
        assertThat(run("ip", "link", "show", "type", "macvlan")).contains("vrrp");
        host = new VirtualMacHost(dialect);
        eventually(
                "no interface is left",
                () -> run("ip", "link", "show", "type", "macvlan").isEmpty());
    }

    @Test
    void an_interface_of_somebody_else_is_left_alone_and_reported() {
        String name = interfaceAbove("eth1");
        run("ip", "link", "add", "link", "eth1", "name", name, "address", virtualMac.toString(), "type", "macvlan");
        host.run("eth1", 10, 250);
        eventually("the failure is reported", () -> !host.failures().isEmpty());
        assertThat(host.failures()).allSatisfy(text -> assertThat(text).contains(name, "none of the agent's"));
        assertThat(isUp(name)).isFalse();
        run("ip", "link", "del", name);
    }

    @Test
    void a_mac_address_that_another_interface_has_is_reported_until_that_one_goes() {
        String other = "ip link add link eth1 name other address " + virtualMac + " type macvlan mode bridge";
        shell(other + " && ip link set other up");
        host.run("eth1", 10, 250);
        eventually("the failure is reported", () -> !host.failures().isEmpty());
        assertThat(host.failures()).allSatisfy(text -> assertThat(text).contains("EADDRINUSE", virtualMac.toString()));
        run("ip", "link", "del", "other");
        eventually("the addresses are there", () -> holds("eth1"));
    }
}
