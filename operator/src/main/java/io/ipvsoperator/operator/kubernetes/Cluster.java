package io.ipvsoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import java.util.List;
import java.util.function.LongSupplier;

/** The one cache of each resource that all reconcilers share. Lives as long as the process. */
public final class Cluster implements AutoCloseable {
    private static final String BY_POOL = "pool";

    private final ResourceCache<VipPool> pools;
    private final ResourceCache<VirtualService> services;
    private final ResourceCache<VirtualRouter> routers;
    private final ResourceCache<ForwardingTable> tables;
    private final ResourceCache<RealServer> realServers;
    private final ResourceCache<Director> directors;
    private final ResourceCache<Node> nodes;
    private final ResourceCache<Namespace> namespaces;
    private final ResourceCache<Lease> leases;
    private final ResourceCache<Secret> secrets;

    /** @param namespace the operator's own: of Leases and Secrets only those in it are seen */
    public Cluster(KubernetesClient client, String namespace, LongSupplier nanoTime) {
        pools = cache(client.resources(VipPool.class).runnableInformer(0), nanoTime);
        services = cache(client.resources(VirtualService.class).inAnyNamespace().runnableInformer(0), nanoTime);
        routers = cache(client.resources(VirtualRouter.class).runnableInformer(0), nanoTime);
        tables = cache(client.resources(ForwardingTable.class).runnableInformer(0), nanoTime);
        realServers = cache(client.resources(RealServer.class).runnableInformer(0), nanoTime);
        directors = cache(client.resources(Director.class).runnableInformer(0), nanoTime);
        nodes = cache(client.nodes().runnableInformer(0), nanoTime);
        namespaces = cache(client.namespaces().runnableInformer(0), nanoTime);
        leases = cache(client.leases().inNamespace(namespace).runnableInformer(0), nanoTime);
        secrets = cache(client.secrets().inNamespace(namespace).runnableInformer(0), nanoTime);
        services.index(BY_POOL, service -> List.of(service.getSpec().poolName()));
    }

    /** Returns once every first list is in. */
    public void start() {
        all().forEach(ResourceCache::start);
    }

    public boolean isInSync() {
        return all().stream().allMatch(ResourceCache::isInSync);
    }

    public ResourceCache<VipPool> pools() {
        return pools;
    }

    public ResourceCache<VirtualService> services() {
        return services;
    }

    public List<VirtualService> servicesOf(String pool) {
        return services.indexed(
                BY_POOL, pool, service -> pool.equals(service.getSpec().poolName()));
    }

    public ResourceCache<VirtualRouter> routers() {
        return routers;
    }

    public ResourceCache<ForwardingTable> tables() {
        return tables;
    }

    public ResourceCache<RealServer> realServers() {
        return realServers;
    }

    public ResourceCache<Director> directors() {
        return directors;
    }

    public ResourceCache<Node> nodes() {
        return nodes;
    }

    public ResourceCache<Namespace> namespaces() {
        return namespaces;
    }

    public ResourceCache<Lease> leases() {
        return leases;
    }

    public ResourceCache<Secret> secrets() {
        return secrets;
    }

    @Override
    public void close() {
        all().forEach(ResourceCache::close);
    }

    private List<ResourceCache<? extends HasMetadata>> all() {
        return List.of(pools, services, routers, tables, realServers, directors, nodes, namespaces, leases, secrets);
    }

    private static <T extends HasMetadata> ResourceCache<T> cache(
            SharedIndexInformer<T> informer, LongSupplier nanoTime) {
        return new ResourceCache<>(informer, nanoTime);
    }
}
