package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.ipvsoperator.crds.ApiGroup;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import io.ipvsoperator.operator.endpoints.ClusterBackends;
import io.ipvsoperator.operator.endpoints.SliceReferences;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.ResourceCache;
import io.ipvsoperator.operator.kubernetes.ResourceVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads from the caches what a decision about a service needs. */
public final class ServiceGathering {
    private final Cluster cluster;
    private final PlannedAllocations allocations;
    private final SharingGathering sharing;
    private final Holdings holdings;

    public ServiceGathering(Cluster cluster, PlannedAllocations allocations) {
        this.cluster = cluster;
        this.allocations = allocations;
        sharing = new SharingGathering(cluster);
        holdings = SharingGathering.holdings(cluster);
    }

    /** @param seen by the caller; it may lag behind this process's own writes */
    ServiceSource.OfVirtualService virtualService(VirtualService seen) {
        VirtualService newest = newest(cluster.services(), seen);
        return new ServiceSource.OfVirtualService(newest, holdings.of(newest));
    }

    /**
     * Empty when it is none of this operator's.
     *
     * @param seen by the caller; it may lag behind this process's own writes, or be ahead of the cache
     */
    public Optional<ServiceSource.OfLoadBalancer> loadBalancer(Service seen) {
        return Optional.of(newest(cluster.kubernetesServices(), seen))
                .filter(LoadBalancers::isOurs)
                .map(new LoadBalancerGathering(cluster)::source);
    }

    /** Present when nobody looks after the table, by the word of the API server and not of a cache that may lag. */
    Optional<ServiceSource.Orphaned> orphaned(ForwardingTable table) {
        ForwardingTableSpec.Source source = table.getSpec().source();
        boolean kept = switch (source.kind()) {
            case LoadBalancers.KIND ->
                exists(source, cluster.kubernetesServices(), Service.class, LoadBalancers::isOurs);
            default -> exists(source, cluster.services(), VirtualService.class, ServiceGathering::isLookedAfter);
        };
        return kept ? Optional.empty() : Optional.of(new ServiceSource.Orphaned(table));
    }

    private <T extends HasMetadata> boolean exists(
            ForwardingTableSpec.Source source, ResourceCache<T> cache, Class<T> kind, Predicate<T> ours) {
        Predicate<T> keeps = object -> source.uid().equals(object.getMetadata().getUid()) && ours.test(object);
        return cache.find(source.namespace(), source.name()).filter(keeps).isPresent()
                || cluster.read(kind, source.namespace(), source.name())
                        .filter(keeps)
                        .isPresent();
    }

    /** Once its finalizer is gone, nobody tells of its end but the API server. */
    private static boolean isLookedAfter(VirtualService service) {
        return service.getMetadata().getDeletionTimestamp() == null
                || service.getMetadata().getFinalizers().contains(ApiGroup.DRAIN_FINALIZER);
    }

    public ServiceInputs gather(ServiceSource source) {
        String namespace = source.identity().namespace();
        String uid = source.uid();
        String pool = source.poolName();
        Optional<ForwardingTable> table = cluster.tables().find(null, TableNames.of(uid));
        return new ServiceInputs(
                source,
                cluster.pools().find(null, pool),
                cluster.pools().list().stream()
                        .filter(other -> !other.getMetadata().getName().equals(pool))
                        .toList(),
                cluster.namespaces()
                        .find(null, namespace)
                        .map(found -> found.getMetadata().getLabels())
                        .orElseGet(Map::of),
                cluster.routersHolding(source.holder()),
                table,
                cluster.nodes().list(),
                cluster.directors().list().stream()
                        .collect(Collectors.toMap(
                                director -> director.getMetadata().getName(), Function.identity())),
                cluster.realServers().list().stream()
                        .collect(Collectors.toMap(
                                realServer -> realServer.getMetadata().getName(), Function.identity())),
                backendOf(source).map(name -> backends(namespace, name)),
                allocations.of(pool, source.holder()),
                sharing.othersThan(source),
                table.map(published -> sharing.lost(published, source)).orElse(Set.of()));
    }

    /** The Service whose endpoints matter. */
    private static Optional<String> backendOf(ServiceSource source) {
        return switch (source) {
            case ServiceSource.OfVirtualService(VirtualService service, Holding ignored) ->
                Optional.ofNullable(service.getSpec().backends().service())
                        .map(VirtualServiceSpec.ServiceReference::name);
            case ServiceSource.OfLoadBalancer balancer ->
                Optional.of(balancer.object().getMetadata().getName());
            case ServiceSource.Orphaned ignored -> Optional.empty();
        };
    }

    private ClusterBackends backends(String namespace, String name) {
        List<EndpointSlice> slices = cluster.slicesOf(namespace, name);
        List<Pod> pods = slices.stream()
                .flatMap(slice -> SliceReferences.pods(slice).stream())
                .distinct()
                .flatMap(pod -> cluster.pods().find(namespace, pod).stream())
                .toList();
        return new ClusterBackends(namespace, name, cluster.kubernetesServices().find(namespace, name), slices, pods);
    }

    /** The SDK has watches of its own: what it shows may be newer than what the shared cache has. */
    private static <T extends HasMetadata> T newest(ResourceCache<T> cache, T seen) {
        return cache.find(seen.getMetadata().getNamespace(), seen.getMetadata().getName())
                .filter(cached -> ResourceVersion.isAtLeast(ResourceVersion.of(cached), ResourceVersion.of(seen)))
                .orElse(seen);
    }
}
