package io.ipvsoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.ipvsoperator.crds.ApiGroup;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import io.ipvsoperator.operator.endpoints.SliceReferences;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The one cache of each resource that all reconcilers share. Lives as long as the process. */
public final class Cluster implements AutoCloseable {
    private static final String BY_POOL = "pool";
    private static final String BY_UID = "uid";
    private static final String BY_HOLDER = "holder";
    private static final String BY_ADDRESS = "address";
    private static final String BY_SHARING = "sharing";
    private static final String BY_BACKEND = "backend";
    private static final String BY_MARK = "mark";
    private static final String BY_SERVICE = "service";
    private static final String BY_POD = "pod";

    private final KubernetesClient client;
    private final ResourceCache<VipPool> pools;
    private final ResourceCache<VirtualService> services;
    private final ResourceCache<VirtualRouter> routers;
    private final ResourceCache<ForwardingTable> tables;
    private final ResourceCache<RealServer> realServers;
    private final ResourceCache<Director> directors;
    private final ResourceCache<Node> nodes;
    private final ResourceCache<Namespace> namespaces;
    private final ResourceCache<Service> kubernetesServices;
    private final ResourceCache<EndpointSlice> endpointSlices;
    private final ResourceCache<Pod> pods;
    private final ResourceCache<Lease> leases;
    private final ResourceCache<Secret> secrets;

    /** @param namespace the operator's own: of Leases and Secrets only those in it are seen */
    public Cluster(KubernetesClient client, String namespace, LongSupplier nanoTime) {
        this.client = client;
        pools = cache(client.resources(VipPool.class).runnableInformer(0), nanoTime);
        services = cache(client.resources(VirtualService.class).inAnyNamespace().runnableInformer(0), nanoTime);
        routers = cache(client.resources(VirtualRouter.class).runnableInformer(0), nanoTime);
        tables = cache(client.resources(ForwardingTable.class).runnableInformer(0), nanoTime);
        realServers = cache(client.resources(RealServer.class).runnableInformer(0), nanoTime);
        directors = cache(client.resources(Director.class).runnableInformer(0), nanoTime);
        nodes = cache(client.nodes().runnableInformer(0), nanoTime);
        namespaces = cache(client.namespaces().runnableInformer(0), nanoTime);
        kubernetesServices = cache(client.services().inAnyNamespace().runnableInformer(0), nanoTime);
        endpointSlices = cache(
                client.discovery()
                        .v1()
                        .endpointSlices()
                        .inAnyNamespace()
                        .withLabel(SliceReferences.SERVICE_NAME)
                        .runnableInformer(0),
                nanoTime);
        pods = new ResourceCache<>(
                client.pods()
                        .inAnyNamespace()
                        .withoutField("status.phase", "Succeeded")
                        .withoutField("status.phase", "Failed")
                        .runnableInformer(0)
                        .itemStore(new ReducedStore<>(Cluster::withoutContainers)),
                nanoTime);
        leases = cache(client.leases().inNamespace(namespace).runnableInformer(0), nanoTime);
        secrets = cache(client.secrets().inNamespace(namespace).runnableInformer(0), nanoTime);
        services.index(BY_POOL, service -> List.of(service.getSpec().poolName()));
        services.index(BY_UID, service -> List.of(service.getMetadata().getUid()));
        routers.index(BY_HOLDER, router -> holders(router).distinct().toList());
        routers.index(BY_ADDRESS, router -> addresses(router).distinct().toList());
        tables.index(BY_ADDRESS, table -> table.getSpec().addresses());
        services.index(BY_SHARING, service -> sharing(service).toList());
        services.index(BY_BACKEND, service -> backends(service).toList());
        kubernetesServices.index(BY_MARK, service -> marks(service).toList());
        endpointSlices.index(BY_SERVICE, slice -> services(slice).toList());
        endpointSlices.index(BY_POD, slice -> pods(slice).toList());
    }

    private static Stream<String> holders(VirtualRouter router) {
        return router.getSpec().addresses().stream().map(VirtualRouterSpec.Address::holder);
    }

    private static Stream<String> addresses(VirtualRouter router) {
        return router.getSpec().addresses().stream().map(VirtualRouterSpec.Address::address);
    }

    /** All namespaces go by the empty name. */
    private static Stream<String> sharing(VirtualService service) {
        return service.getSpec().addresses().sharing() == null
                ? Stream.empty()
                : Stream.of("", service.getMetadata().getNamespace());
    }

    private static Stream<String> backends(VirtualService service) {
        VirtualServiceSpec.ServiceReference reference =
                service.getSpec().backends().service();
        return reference == null
                ? Stream.empty()
                : Stream.of(key(service.getMetadata().getNamespace(), reference.name()));
    }

    private static Stream<String> marks(Service service) {
        return Stream.of(
                        Stream.ofNullable(service.getSpec())
                                .map(spec -> spec.getLoadBalancerClass())
                                .filter(Objects::nonNull),
                        service.getMetadata().getFinalizers().stream(),
                        annotations(service))
                .flatMap(marks -> marks);
    }

    /** Names of those that are this operator's. */
    private static Stream<String> annotations(Service service) {
        return Stream.ofNullable(service.getMetadata().getAnnotations())
                .flatMap(annotations -> annotations.keySet().stream())
                .filter(name -> name.startsWith(ApiGroup.NAME + "/"));
    }

    private static Stream<String> services(EndpointSlice slice) {
        return SliceReferences.service(slice).stream()
                .map(service -> key(slice.getMetadata().getNamespace(), service));
    }

    private static Stream<String> pods(EndpointSlice slice) {
        return SliceReferences.pods(slice).stream()
                .map(pod -> key(slice.getMetadata().getNamespace(), pod));
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    /** A Pod is looked at for its addresses only. */
    private static Pod withoutContainers(Pod pod) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .withUid(pod.getMetadata().getUid())
                .withResourceVersion(pod.getMetadata().getResourceVersion())
                .endMetadata()
                .withNewStatus()
                .withPhase(pod.getStatus() == null ? null : pod.getStatus().getPhase())
                .withPodIPs(
                        pod.getStatus() == null ? List.of() : pod.getStatus().getPodIPs())
                .endStatus()
                .build();
    }

    /** As the API server has it now: for what must not be done because a cache lags. Costs a request. */
    public <T extends HasMetadata> Optional<T> read(Class<T> kind, String namespace, String name) {
        return Optional.ofNullable(
                client.resources(kind).inNamespace(namespace).withName(name).get());
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

    public List<VirtualService> servicesOfUid(String uid) {
        return services.indexed(
                BY_UID, uid, service -> uid.equals(service.getMetadata().getUid()));
    }

    /** VirtualServices that ask to share addresses. */
    public List<VirtualService> sharingServices() {
        return sharingServicesIn("");
    }

    /** The same of one namespace. */
    public List<VirtualService> sharingServicesIn(String namespace) {
        return services.indexed(
                BY_SHARING, namespace, service -> sharing(service).anyMatch(namespace::equals));
    }

    /** Routers with an address of that holder, released ones included. */
    public List<VirtualRouter> routersHolding(String holder) {
        return routers.indexed(BY_HOLDER, holder, router -> holders(router).anyMatch(holder::equals));
    }

    /** Routers with that address, be it released. */
    public List<VirtualRouter> routersWith(String address) {
        return routers.indexed(BY_ADDRESS, address, router -> addresses(router).anyMatch(address::equals));
    }

    /** Tables that serve that address. */
    public List<ForwardingTable> tablesWith(String address) {
        return tables.indexed(
                BY_ADDRESS, address, table -> table.getSpec().addresses().contains(address));
    }

    /** VirtualServices whose backends are the endpoints of that Service. */
    public List<VirtualService> servicesBackedBy(String namespace, String name) {
        String key = key(namespace, name);
        return services.indexed(BY_BACKEND, key, service -> backends(service).anyMatch(key::equals));
    }

    public ResourceCache<Service> kubernetesServices() {
        return kubernetesServices;
    }

    /** @param mark a load balancer class, a finalizer or the name of one of this operator's annotations */
    public List<Service> kubernetesServicesMarked(String mark) {
        return kubernetesServices.indexed(
                BY_MARK, mark, service -> marks(service).anyMatch(mark::equals));
    }

    /** Only those that say which Service they are of. */
    public ResourceCache<EndpointSlice> endpointSlices() {
        return endpointSlices;
    }

    public List<EndpointSlice> slicesOf(String namespace, String service) {
        String key = key(namespace, service);
        return endpointSlices.indexed(BY_SERVICE, key, slice -> services(slice).anyMatch(key::equals));
    }

    /** Slices with an endpoint that is said to be that Pod. */
    public List<EndpointSlice> slicesWith(String namespace, String pod) {
        String key = key(namespace, pod);
        return endpointSlices.indexed(BY_POD, key, slice -> pods(slice).anyMatch(key::equals));
    }

    /** Those that are not finished, and of each only name and addresses. */
    public ResourceCache<Pod> pods() {
        return pods;
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
        return List.of(
                pools,
                services,
                routers,
                tables,
                realServers,
                directors,
                nodes,
                namespaces,
                kubernetesServices,
                endpointSlices,
                pods,
                leases,
                secrets);
    }

    private static <T extends HasMetadata> ResourceCache<T> cache(
            SharedIndexInformer<T> informer, LongSupplier nanoTime) {
        return new ResourceCache<>(informer.itemStore(ReducedStore.withoutManagedFields()), nanoTime);
    }
}
