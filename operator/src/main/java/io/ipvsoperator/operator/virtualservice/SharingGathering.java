package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.operator.kubernetes.Cluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads from the caches who has which addresses, and with whom somebody shares them. */
final class SharingGathering {
    private final Cluster cluster;
    private final LoadBalancerGathering balancers;
    private final Holdings holdings;

    SharingGathering(Cluster cluster) {
        this.cluster = cluster;
        balancers = new LoadBalancerGathering(cluster);
        holdings = holdings(cluster);
    }

    static Holdings holdings(Cluster cluster) {
        return new Holdings(
                cluster::routersHolding,
                cluster::routersWith,
                uid -> cluster.tables().find(null, TableNames.of(uid)));
    }

    /** All others that share the addresses of a service: by what they ask for, and by what their tables serve. */
    List<ServiceSource> othersThan(ServiceSource source) {
        if (!source.holding().isShared()) {
            return List.of();
        }
        String namespace = source.identity().namespace();
        Map<String, ServiceSource> sharers = new LinkedHashMap<>();
        Stream.concat(
                        cluster.sharingServicesIn(namespace).stream()
                                .map(service -> new ServiceSource.OfVirtualService(service, holdings.of(service))),
                        balancers.sharingIn(namespace).stream().map(balancers::source))
                .filter(other -> other.holder().equals(source.holder()))
                .forEach(other -> sharers.put(other.uid(), other));
        tablesOf(source.holder())
                .forEach(table ->
                        sharers.putIfAbsent(table.getSpec().source().uid(), servedFor(table, source.holder())));
        sharers.remove(source.uid());
        return List.copyOf(sharers.values());
    }

    /** Addresses of its table that it must not serve any longer. */
    Set<String> lost(ForwardingTable table, ServiceSource source) {
        return holdings.lost(table.getSpec(), source.holder());
    }

    private Stream<ForwardingTable> tablesOf(String holder) {
        return HeldAddress.of(holder, cluster.routersHolding(holder)).stream()
                .flatMap(held -> cluster.tablesWith(held.address().toString()).stream());
    }

    /** Of one that no longer asks for it, or is gone: its ports are taken as long as its table serves them. */
    private static ServiceSource servedFor(ForwardingTable table, String holder) {
        return new ServiceSource.Orphaned(
                table, new Holding(holder, Holdings.ports(table.getSpec()), Optional.empty()));
    }
}
