package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.ApiGroup;
import io.ipvsoperator.operator.kubernetes.Cluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads from the caches which Services are this operator's, and which pool each belongs to. */
public final class LoadBalancerGathering {
    private final Cluster cluster;
    private final Holdings holdings;

    public LoadBalancerGathering(Cluster cluster) {
        this.cluster = cluster;
        holdings = SharingGathering.holdings(cluster);
    }

    /** Each once, though the cache may show a newer state of one between the two questions. */
    public List<Service> all() {
        return Stream.of(LoadBalancers.CLASS, ApiGroup.DRAIN_FINALIZER)
                .flatMap(mark -> cluster.kubernetesServicesMarked(mark).stream())
                .filter(LoadBalancers::isOurs)
                .collect(Collectors.toMap(
                        service -> service.getMetadata().getUid(),
                        service -> service,
                        (first, later) -> later,
                        LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    public ServiceSource.OfLoadBalancer source(Service service) {
        Map<String, String> labels = cluster.namespaces()
                .find(null, service.getMetadata().getNamespace())
                .map(namespace -> namespace.getMetadata().getLabels())
                .orElseGet(Map::of);
        PoolChoice choice = PoolChoice.of(service, cluster.pools().list(), labels, holdings);
        return new ServiceSource.OfLoadBalancer(service, choice, holdings.of(service, choice.pool()));
    }

    /** Those of a namespace that ask to share addresses. */
    public List<Service> sharingIn(String namespace) {
        return cluster.kubernetesServicesMarked(LoadBalancers.SHARING_KEY).stream()
                .filter(service -> namespace.equals(service.getMetadata().getNamespace()))
                .filter(service -> LoadBalancers.isOurs(service) && LoadBalancers.asksToShare(service))
                .toList();
    }

    /** All that get their addresses from that pool, of both kinds. */
    public List<ServiceSource> sourcesOf(String pool) {
        return Stream.concat(
                        cluster.servicesOf(pool).stream()
                                .map(service -> new ServiceSource.OfVirtualService(service, holdings.of(service))),
                        all().stream()
                                .map(this::source)
                                .filter(source -> source.poolName().equals(pool)))
                .map(ServiceSource.class::cast)
                .toList();
    }
}
