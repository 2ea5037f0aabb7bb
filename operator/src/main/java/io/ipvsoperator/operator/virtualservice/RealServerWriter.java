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
 * their tables are to get once the node accepts them. One thread at a time, for services share nodes.
 */
final class RealServerWriter {
    private static final Logger log = LoggerFactory.getLogger(RealServerWriter.class);

    private final Cluster cluster;
    private final ServerSideApply writer;

    RealServerWriter(Cluster cluster, ServerSideApply writer) {
        this.cluster = cluster;
        this.writer = writer;
    }

    /** Brings the RealServers of these nodes in line with the tables. */
    synchronized void write(Set<String> nodes) {
        if (nodes.isEmpty()) {
            return;
        }
        Map<Ipv4Address, String> nodeOf =
                NodeAddresses.byAddress(cluster.nodes().list());
        Map<String, Set<String>> wanted =
                nodes.stream().collect(Collectors.toMap(node -> node, node -> new TreeSet<>()));
        for (ForwardingTable table : cluster.tables().list()) {
            for (String node : nodesOf(table.getSpec(), nodeOf)) {
                Set<String> addresses = wanted.get(node);
                if (addresses != null) {
                    addresses.addAll(addresses(table.getSpec()));
                }
            }
        }
        wanted.forEach((node, addresses) -> write(node, List.copyOf(addresses)));
    }

    private static Set<String> nodesOf(ForwardingTableSpec table, Map<Ipv4Address, String> nodeOf) {
        return table.destinations().stream()
                .flatMap(destination -> Ipv4Address.parse(destination.address()).stream())
                .flatMap(address -> Optional.ofNullable(nodeOf.get(address)).stream())
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
                .map(spec -> spec.addresses().equals(addresses))
                .orElse(addresses.isEmpty());
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
