package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import io.ipvsoperator.operator.endpoints.ClusterBackends;
import io.ipvsoperator.operator.endpoints.SliceReferences;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.ResourceVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads from the caches what a decision about a service needs. */
public final class ServiceGathering {
    private final Cluster cluster;
    private final PlannedAllocations allocations;

    public ServiceGathering(Cluster cluster, PlannedAllocations allocations) {
        this.cluster = cluster;
        this.allocations = allocations;
    }

    /** @param seen by the caller; it may lag behind this process's own writes */
    ServiceSource.OfVirtualService virtualService(VirtualService seen) {
        return new ServiceSource.OfVirtualService(newest(seen));
    }

    /** Empty when it is gone, or none of this operator's. */
    public Optional<ServiceSource.OfLoadBalancer> loadBalancer(Service seen) {
        return cluster.kubernetesServices()
                .find(seen.getMetadata().getNamespace(), seen.getMetadata().getName())
                .filter(LoadBalancers::isOurs)
                .map(new LoadBalancerGathering(cluster)::source);
    }

    public ServiceInputs gather(ServiceSource source) {
        HasMetadata service = source.object();
        String uid = source.uid();
        String pool = source.poolName();
        return new ServiceInputs(
                source,
                cluster.pools().find(null, pool),
                cluster.pools().list().stream()
                        .filter(other -> !other.getMetadata().getName().equals(pool))
                        .toList(),
                cluster.namespaces()
                        .find(null, service.getMetadata().getNamespace())
                        .map(namespace -> namespace.getMetadata().getLabels())
                        .orElseGet(Map::of),
                routersHolding(uid),
                cluster.tables().find(null, TableNames.of(uid)),
                cluster.nodes().list(),
                cluster.directors().list().stream()
                        .collect(Collectors.toMap(
                                director -> director.getMetadata().getName(), Function.identity())),
                cluster.realServers().list().stream()
                        .collect(Collectors.toMap(
                                realServer -> realServer.getMetadata().getName(), Function.identity())),
                backendOf(source).map(name -> backends(service.getMetadata().getNamespace(), name)),
                allocations.of(pool, uid));
    }

    /** The Service whose endpoints matter. */
    private static Optional<String> backendOf(ServiceSource source) {
        return switch (source) {
            case ServiceSource.OfVirtualService(VirtualService service) ->
                Optional.ofNullable(service.getSpec().backends().service())
                        .map(VirtualServiceSpec.ServiceReference::name);
            case ServiceSource.OfLoadBalancer balancer ->
                Optional.of(balancer.object().getMetadata().getName());
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

    private VirtualService newest(VirtualService service) {
        return cluster.services()
                .find(
                        service.getMetadata().getNamespace(),
                        service.getMetadata().getName())
                .filter(cached -> ResourceVersion.isAtLeast(ResourceVersion.of(cached), ResourceVersion.of(service)))
                .orElse(service);
    }

    private List<VirtualRouter> routersHolding(String uid) {
        return cluster.routers().list().stream()
                .filter(router -> router.getSpec().addresses().stream()
                        .anyMatch(entry -> entry.holder().equals(uid)))
                .toList();
    }
}
