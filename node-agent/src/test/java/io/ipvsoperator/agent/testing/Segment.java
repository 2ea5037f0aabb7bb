package io.ipvsoperator.agent.testing;

import static io.ipvsoperator.agent.testing.Programs.run;
import static io.ipvsoperator.agent.testing.Programs.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * An Ethernet segment, 172.28.128.0/24 and 2001:db8:28::/64: this host is on it as .10 and ::10 by its interface eth1, others are
 * namespaces with an eth1 of their own. Link-local addresses end in the same digits. Closing removes all of it.
 */
public final class Segment implements AutoCloseable {
    private static final String FABRIC = "fabric";
    /** This host, for what is done to a host by name. */
    public static final String DIRECTOR = "director";

    private final List<String> namespaces = new ArrayList<>();

    public Segment() {
        OwnKernel.require();
        addNamespace(FABRIC);
        shell("ip -n fabric link add bridge type bridge mcast_snooping 0 && ip -n fabric link set bridge up");
        addOwnInterface();
    }

    /** Also after a test deleted it. */
    public void addOwnInterface() {
        shell("ip link add eth1 type veth peer name to-director netns fabric"
                + " && ip -n fabric link set to-director master bridge up"
                + " && ip link set eth1 addrgenmode none up && ip addr add 172.28.128.10/24 dev eth1");
        addOwnIpv6Addresses();
    }

    /** An interface that goes down loses them. */
    public void addOwnIpv6Addresses() {
        shell("ip addr replace fe80::10/64 dev eth1 nodad && ip addr replace 2001:db8:28::10/64 dev eth1 nodad");
    }

    private void addNamespace(String name) {
        run("ip", "netns", "add", name);
        namespaces.add(name);
        run("ip", "-n", name, "link", "set", "lo", "up");
    }

    /** @param last the last number of its address */
    public void addHost(String name, int last) {
        addNamespace(name);
        shell(
                "ip -n %1$s link add eth1 type veth peer name to-%1$s netns fabric && ip -n fabric link set to-%1$s master bridge up && ip -n %1$s link set eth1 addrgenmode none up && ip -n %1$s addr add 172.28.128.%2$d/24 dev eth1 && ip -n %1$s addr add fe80::%2$d/64 dev eth1 nodad && ip -n %1$s addr add 2001:db8:28::%2$d/64 dev eth1 nodad"
                        .formatted(name, last));
    }

    /** With everything that runs there and everything its kernel knows. */
    public void removeHost(String name) {
        Programs.attempt("bash", "-c", "ip netns pids %s | xargs -r kill".formatted(name));
        run("ip", "netns", "del", name);
        namespaces.remove(name);
        // The kernel takes the namespace and the other end of its link away later.
        Programs.attempt("ip", "-n", FABRIC, "link", "del", "to-" + name);
    }

    /** No frame reaches it or comes from it, and its link stays up. */
    public void cutOff(String host) {
        run("ip", "-n", FABRIC, "link", "set", "to-" + host, "nomaster");
    }

    public void reconnect(String host) {
        run("ip", "-n", FABRIC, "link", "set", "to-" + host, "master", "bridge");
    }

    /** Whether frames to groups reach it; it may send them. */
    public void setDeafToGroups(String host, boolean deaf) {
        String flood = deaf ? "off" : "on";
        run("bridge", "-n", FABRIC, "link", "set", "dev", "to-" + host, "mcast_flood", flood);
    }

    /** @param netem what befalls every packet to the host, such as {@code loss 5%} */
    public void impairTowards(String host, String netem) {
        run(
                "ip",
                "netns",
                "exec",
                FABRIC,
                "bash",
                "-euc",
                "tc qdisc add dev to-%s root netem %s".formatted(host, netem));
    }

    /** The commands that both labs give to a real server. */
    public void acceptOn(String host, String address) {
        shellIn(
                host,
                "sysctl -qw net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2"
                        + " && ip link add vips type dummy && ip link set vips up && ip addr add " + address
                        + "/32 dev vips");
    }

    public String shellIn(String host, String line) {
        return run("ip", "netns", "exec", host, "bash", "-euc", line);
    }

    public Programs.Finished attemptIn(String host, String line) {
        return Programs.attempt("ip", "netns", "exec", host, "bash", "-euc", line);
    }

    public String hardwareAddress() {
        return shell("cat /sys/class/net/eth1/address").strip();
    }

    @Override
    public void close() {
        // Of itself it would go with the namespace of its peer, which the kernel takes away later.
        run("ip", "link", "del", "eth1");
        namespaces.reversed().forEach(name -> {
            // Processes that end with their parent may be gone before their turn comes.
            Programs.attempt("bash", "-c", "ip netns pids %s | xargs -r kill".formatted(name));
            run("ip", "netns", "del", name);
        });
    }
}
