package io.ipvsoperator.operator.vippool;

import io.fabric8.kubernetes.api.model.Namespace;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.virtualservice.LoadBalancerGathering;
import io.ipvsoperator.operator.virtualservice.NodeAddresses;
import io.ipvsoperator.operator.virtualservice.ServiceSource;
import io.ipvsoperator.operator.virtualservice.TableNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads from the caches what a decision about a pool needs. */
final class PoolGathering {
    private final Cluster cluster;
    private final PasswordCopy passwords;

    PoolGathering(Cluster cluster, PasswordCopy passwords) {
        this.cluster = cluster;
        this.passwords = passwords;
    }

    Set<String> missingDirectors(VipPool pool) {
        return PoolDirectors.of(
                        pool, cluster.nodes().list(), cluster.directors().list())
                .missing();
    }

    /** Directors whose nodes are gone, and of which no router speaks any longer. */
    List<Director> goneDirectors() {
        Set<String> members = cluster.routers().list().stream()
                .flatMap(router -> router.getSpec().members().stream())
                .map(VirtualRouterSpec.Member::director)
                .collect(Collectors.toSet());
        return cluster.directors().list().stream()
                .filter(director -> !members.contains(director.getMetadata().getName()))
                .filter(director -> cluster.nodes()
                        .find(null, director.getMetadata().getName())
                        .isEmpty())
                .toList();
    }

    PoolInputs gather(VipPool pool) {
        String name = pool.getMetadata().getName();
        List<ServiceSource> services = new LoadBalancerGathering(cluster).sourcesOf(name);
        return new PoolInputs(
                pool,
                cluster.pools().list().stream()
                        .filter(other -> !other.getMetadata().getName().equals(name))
                        .toList(),
                services,
                cluster.nodes().list(),
                cluster.directors().list(),
                NodeAddresses.of(
                        cluster.nodes().list(),
                        cluster.directors().list(),
                        cluster.realServers().list()),
                cluster.routers().list(),
                cluster.namespaces().list().stream()
                        .collect(Collectors.toMap(
                                namespace -> namespace.getMetadata().getName(), PoolGathering::labels)),
                services.stream()
                        .filter(this::hasNothingProgrammed)
                        .map(ServiceSource::uid)
                        .collect(Collectors.toSet()),
                passwords.passwordOf(pool));
    }

    private boolean hasNothingProgrammed(ServiceSource service) {
        return cluster.tables()
                .find(null, TableNames.of(service.uid()))
                .map(ForwardingTable::getSpec)
                .filter(table -> !table.addresses().isEmpty())
                .isEmpty();
    }

    private static Map<String, String> labels(Namespace namespace) {
        return Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of());
    }
}
