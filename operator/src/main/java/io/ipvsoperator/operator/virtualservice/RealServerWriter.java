package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.realserver.RealServerSpec;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.ServerSideApply;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of RealServers: each lists the addresses of all tables that send to its node, those included that
 * their tables are to get once the node accepts them. One thread at a time, for services share nodes. Lives as long as
 * the process.
 */
public final class RealServerWriter {
    private static final Logger log = LoggerFactory.getLogger(RealServerWriter.class);

    private final Cluster cluster;
    private final ServerSideApply writer;
    private final Holdings holdings;

    public RealServerWriter(Cluster cluster, ServerSideApply writer) {
        this.cluster = cluster;
        this.writer = writer;
        holdings = SharingGathering.holdings(cluster);
    }

    /** Brings the RealServers of these nodes in line with the tables. A node that is gone gets none. */
    public synchronized void write(Set<String> nodes) {
        Map<String, Set<String>> wanted =
                nodes.stream().filter(this::exists).collect(Collectors.toMap(node -> node, node -> new TreeSet<>()));
        if (wanted.isEmpty()) {
            return;
        }
        NodeAddresses nodeAddresses = NodeAddresses.of(
                cluster.nodes().list(),
                cluster.directors().list(),
                cluster.realServers().list());
        for (ForwardingTable table : cluster.tables().list()) {
            if (!sendsToVirtualAddresses(table.getSpec())) {
                continue;
            }
            for (AddressFamily family : AddressFamily.values()) {
                Collection<String> addresses = addresses(table.getSpec(), family);
                for (String node : nodesOf(table.getSpec(), family, nodeAddresses)) {
                    Optional.ofNullable(wanted.get(node)).ifPresent(all -> all.addAll(addresses));
                }
            }
        }
        wanted.forEach((node, addresses) -> write(node, List.copyOf(addresses)));
    }

    /** Whether packets arrive at destinations with the virtual address; Masquerade writes the destination's into them. */
    static boolean sendsToVirtualAddresses(ForwardingTableSpec table) {
        return !table.forwarding().method().equals("Masquerade");
    }

    /** What such a node accepted is off the host as soon as its agent, if it still runs, sees that. */
    public synchronized void deleteIfNodeIsGone(RealServer realServer) {
        String node = realServer.getMetadata().getName();
        if (exists(node)) {
            return;
        }
        writer.delete(realServer);
        cluster.realServers().deleted(realServer);
        log.atInfo().addKeyValue("node", node).log("real server deleted, its node is gone");
    }

    private boolean exists(String node) {
        return cluster.nodes().find(null, node).isPresent();
    }

    /** Nodes to which the table sends packets of the family. */
    private static Set<String> nodesOf(ForwardingTableSpec table, AddressFamily family, NodeAddresses nodeAddresses) {
        return table.destinations().stream()
                .flatMap(destination -> IpAddress.parse(destination.address()).stream())
                .filter(address -> address.family() == family)
                .flatMap(address -> nodeAddresses.nodesOf(address).stream())
                .collect(Collectors.toSet());
    }

    private Collection<String> addresses(ForwardingTableSpec table, AddressFamily family) {
        String holder = holdings.holderOf(table);
        return Stream.concat(
                        table.addresses().stream().map(IpAddress::of),
                        HeldAddress.of(holder, cluster.routersHolding(holder)).stream()
                                .map(HeldAddress::address))
                .filter(address -> address.family() == family)
                .map(IpAddress::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void write(String node, List<String> addresses) {
        Optional<RealServer> before = cluster.realServers().find(null, node);
        boolean same = before.map(RealServer::getSpec)
                .filter(spec -> spec.addresses().equals(addresses))
                .isPresent();
        if (same) {
            return;
        }
        RealServer realServer = new RealServer();
        realServer.setMetadata(new ObjectMetaBuilder().withName(node).build());
        realServer.setSpec(new RealServerSpec(addresses));
        cluster.realServers().wrote(writer.apply(realServer));
        log.atInfo()
                .addKeyValue("node", node)
                .addKeyValue("addresses", addresses)
                .log("real server written");
    }
}
