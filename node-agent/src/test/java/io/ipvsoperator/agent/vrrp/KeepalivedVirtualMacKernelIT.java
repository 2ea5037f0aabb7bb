package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.testing.Programs;
import io.ipvsoperator.agent.testing.Segment;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our router with its virtual MAC address and keepalived with {@code use_vmac} as two members of one virtual router. */
class KeepalivedVirtualMacKernelIT {
    private static final String THEIRS = "host30";
    private static final String PORT_OF_OURS = "to-director";
    private static final String PORT_OF_THEIRS = "to-" + THEIRS;

    private Segment segment;

    @BeforeEach
    void hosts_join() {
        segment = new Segment();
        segment.addHost("client", 50);
        segment.addHost(THEIRS, 30);
        Programs.shell("sysctl -qw net.ipv4.conf.eth1.arp_ignore=1 net.ipv4.conf.eth1.arp_announce=2");
    }

    @AfterEach
    void hosts_leave() {
        segment.close();
    }

    private static Keepalived keepalived(Dialect dialect, int priority, String state) {
        return Keepalived.start(
                THEIRS,
                dialect.keepalived(30, 10, priority)
                        .replace("interface eth1", "interface eth1\n  use_vmac")
                        .replace("state BACKUP", "state " + state));
    }

    private static boolean holds(String host, Dialect dialect) {
        String addresses = host.isEmpty() ? run("ip", "-o", "addr") : run("ip", "-n", host, "-o", "addr");
        return addresses.contains(" " + dialect.addresses().getLast() + "/");
    }

    private boolean isLearnedBehind(String port, Dialect dialect) {
        String mac = Dialect.ID.virtualMacAddress(dialect.family()).toString();
        return run("bridge", "-n", "fabric", "fdb", "show", "br", "bridge")
                .lines()
                .anyMatch(entry -> entry.startsWith(mac + " dev " + port + " "));
    }

    private boolean isAnswered(Dialect dialect) {
        String vip = dialect.addresses().getLast().toString();
        String answer = segment.attemptIn("client", "timeout 3 bash -c '</dev/tcp/%s/9'".formatted(vip))
                .output();
        String known = segment.shellIn("client", "ip neigh show " + vip).toLowerCase(Locale.ROOT);
        return answer.contains("refused")
                && known.contains(Dialect.ID.virtualMacAddress(dialect.family()).toString());
    }

    @ParameterizedTest
    @EnumSource(names = {"V2", "V3_IPV4", "V3_IPV6"})
    void keepalived_follows_ours_and_takes_the_mac_address_over(Dialect dialect) {
        try (VirtualMacHost ours = new VirtualMacHost(dialect)) {
            ours.run("eth1", 10, 250);
            eventually("ours has the addresses", () -> holds("", dialect));
            try (Keepalived theirs = keepalived(dialect, 100, "BACKUP")) {
                eventually("keepalived is backup", () -> theirs.state().equals("BACKUP"));
                eventually("a client is answered", () -> isAnswered(dialect));
                assertThat(theirs.log()).doesNotContain("MASTER");
                ours.handOver("eth1");
                eventually("keepalived has the addresses", () -> holds(THEIRS, dialect));
                eventually("ours has none", () -> !holds("", dialect));
                eventually("the switch has learned it", () -> isLearnedBehind(PORT_OF_THEIRS, dialect));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V2", "V3_IPV4", "V3_IPV6"})
    void ours_follows_keepalived_and_takes_the_mac_address_over(Dialect dialect) {
        try (VirtualMacHost ours = new VirtualMacHost(dialect);
                Keepalived theirs = keepalived(dialect, 200, "MASTER")) {
            eventually("keepalived has the addresses", () -> holds(THEIRS, dialect));
            ours.run("eth1", 10, 100);
            eventually("ours is backup", () -> ours.is("eth1", "Backup"));
            eventually("the switch has learned it", () -> isLearnedBehind(PORT_OF_THEIRS, dialect));
            theirs.terminate();
            eventually("ours has the addresses", () -> holds("", dialect));
            eventually("the switch has learned it anew", () -> isLearnedBehind(PORT_OF_OURS, dialect));
            eventually("a client is answered", () -> isAnswered(dialect));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V2", "V3_IPV4", "V3_IPV6"})
    void a_split_ends_with_the_higher_priority_alone(Dialect dialect) {
        try (VirtualMacHost ours = new VirtualMacHost(dialect)) {
            ours.run("eth1", 10, 250);
            eventually("ours has the addresses", () -> holds("", dialect));
            segment.cutOff(THEIRS);
            try (Keepalived theirs = keepalived(dialect, 100, "MASTER")) {
                eventually("both have the addresses", () -> holds(THEIRS, dialect) && holds("", dialect));
                segment.reconnect(THEIRS);
                eventually(
                        "keepalived has given them up",
                        () -> theirs.state().equals("BACKUP") && !holds(THEIRS, dialect));
                eventually("the switch has learned it", () -> isLearnedBehind(PORT_OF_OURS, dialect));
                eventually("a client is answered", () -> isAnswered(dialect));
            }
        }
    }
}
