package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.realserver.RealServerSpec;
import io.ipvsoperator.operator.allocation.Ipv4Address;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.ServerSideApply;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    public RealServerWriter(Cluster cluster, ServerSideApply writer) {
        this.cluster = cluster;
        this.writer = writer;
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
            for (String node : nodesOf(table.getSpec(), nodeAddresses)) {
                Set<String> addresses = wanted.get(node);
                if (addresses != null) {
                    addresses.addAll(addresses(table.getSpec()));
                }
            }
        }
        wanted.forEach((node, addresses) -> write(node, List.copyOf(addresses)));
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

    private static Set<String> nodesOf(ForwardingTableSpec table, NodeAddresses nodeAddresses) {
        return table.destinations().stream()
                .flatMap(destination -> Ipv4Address.parse(destination.address()).stream())
                .flatMap(address -> nodeAddresses.nodesOf(address).stream())
                .collect(Collectors.toSet());
    }

    private Collection<String> addresses(ForwardingTableSpec table) {
        Set<String> addresses = new TreeSet<>(table.addresses());
        HeldAddress.of(table.source().uid(), cluster.routers().list())
                .forEach(held -> addresses.add(held.address().toString()));
        return addresses;
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
