package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.StaleObjectException;
import io.ipvsoperator.operator.virtualservice.ValidService.PortKey;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes tables of services that share addresses, those that get a port one at a time: two that ask for one port may be decided at once,
 * and neither has seen the other's table. Lives as long as the process.
 */
final class SharedTableWriter {
    private final Cluster cluster;
    private final TableWriter tables;

    SharedTableWriter(Cluster cluster, TableWriter tables) {
        this.cluster = cluster;
        this.tables = tables;
    }

    /** @throws StaleObjectException when another has got a port meanwhile */
    TableWriter.Written write(ServiceInputs inputs, ForwardingTableSpec wanted) {
        Set<PortKey> gained = new HashSet<>(Holdings.ports(wanted));
        inputs.table().map(ForwardingTable::getSpec).map(Holdings::ports).ifPresent(gained::removeAll);
        return gained.isEmpty()
                ? tables.write(inputs.uid(), wanted, inputs.table())
                : writeAlone(inputs, wanted, gained);
    }

    private synchronized TableWriter.Written writeAlone(
            ServiceInputs inputs, ForwardingTableSpec wanted, Set<PortKey> gained) {
        wanted.addresses().stream()
                .flatMap(address -> cluster.tablesWith(address).stream())
                .map(ForwardingTable::getSpec)
                .filter(table -> !table.source().uid().equals(inputs.uid()))
                .filter(table -> Holdings.ports(table).stream().anyMatch(gained::contains))
                .findFirst()
                .ifPresent(SharedTableWriter::giveWay);
        return tables.write(inputs.uid(), wanted, inputs.table());
    }

    private static void giveWay(ForwardingTableSpec other) {
        throw new StaleObjectException("a port of shared addresses went to "
                + other.source().namespace() + "/" + other.source().name() + " meanwhile");
    }
}
