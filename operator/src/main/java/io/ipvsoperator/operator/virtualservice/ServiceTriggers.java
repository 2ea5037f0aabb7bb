package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolStatus;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.endpoints.PodAddresses;
import io.ipvsoperator.operator.endpoints.SliceReferences;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What makes a service worth another look besides a change of its own spec. */
public final class ServiceTriggers {
    private final Cluster cluster;
    private final SimpleInboundEventSource<VirtualService> source =
            new SimpleInboundEventSource<>("service-surroundings");

    public ServiceTriggers(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Looks at services again, by whose name their addresses are held in. */
    public void look(Set<String> holders) {
        holders.stream().filter(holder -> !SharingKey.isHolder(holder)).forEach(this::look);
        Set<String> shared = holders.stream().filter(SharingKey::isHolder).collect(Collectors.toSet());
        if (!shared.isEmpty()) {
            cluster.sharingServices().stream()
                    .filter(service -> SharingKey.of(service)
                            .map(SharingKey::holder)
                            .filter(shared::contains)
                            .isPresent())
                    .forEach(this::look);
        }
    }

    EventSource<?, VirtualService> start() {
        // Others may write a status, too: it is put right.
        cluster.services().onChangeOf(VirtualService::getStatus, this::look);
        cluster.tables().onChange(this::look);
        new SharingTriggers(cluster, this::lookAtSharers).start();
        cluster.routers().onChange(this::lookAtHolders);
        cluster.pools().onChangeOf(ServiceTriggers::ofConcernInAPool, this::lookAtPool);
        cluster.pools().onChangeOf(pool -> pool.getSpec().addresses(), this::lookAtAll);
        new DirectorTriggers(cluster, this::lookAtAll, this::look, this::lookAtHolders).start();
        cluster.realServers().onChange(this::lookAtAll);
        cluster.nodes().onChange(this::lookAtAll);
        cluster.namespaces().onChange(this::lookAtAll);
        cluster.endpointSlices().onChange(this::lookAtUsers);
        cluster.kubernetesServices()
                .onChangeOf(
                        Service::getSpec,
                        backend -> cluster.servicesBackedBy(
                                        backend.getMetadata().getNamespace(),
                                        backend.getMetadata().getName())
                                .forEach(this::look));
        cluster.pods()
                .onChangeOf(
                        pod -> PodAddresses.addresses(pod).toList(),
                        pod -> cluster.slicesWith(
                                        pod.getMetadata().getNamespace(),
                                        pod.getMetadata().getName())
                                .forEach(this::lookAtUsers));
        return source;
    }

    private void look(ForwardingTable table) {
        ForwardingTableSpec.Source service = table.getSpec().source();
        if (!service.kind().equals(LoadBalancers.KIND)) {
            source.propagateEvent(new ResourceID(service.name(), service.namespace()));
        }
    }

    private void look(VirtualService service) {
        source.propagateEvent(ResourceID.fromResource(service));
    }

    /** A service that has no table yet is found by its uid. */
    private void look(String uid) {
        Optional<ForwardingTable> table = cluster.tables().find(null, TableNames.of(uid));
        if (table.isPresent()) {
            look(table.get());
        } else {
            cluster.servicesOfUid(uid).forEach(this::look);
        }
    }

    private void lookAtSharers(String namespace) {
        cluster.sharingServicesIn(namespace).forEach(this::look);
    }

    private void lookAtHolders(VirtualRouter router) {
        look(router.getSpec().addresses().stream()
                .map(VirtualRouterSpec.Address::holder)
                .collect(Collectors.toSet()));
    }

    private void lookAtPool(VipPool pool) {
        cluster.servicesOf(pool.getMetadata().getName()).forEach(this::look);
    }

    private void lookAtUsers(EndpointSlice slice) {
        SliceReferences.service(slice)
                .map(service -> cluster.servicesBackedBy(slice.getMetadata().getNamespace(), service))
                .orElse(List.of())
                .forEach(this::look);
    }

    /** Not where its moves and its utilization stand, which change all the time. */
    public static List<@Nullable Object> ofConcernInAPool(VipPool pool) {
        VipPoolStatus status = pool.getStatus();
        return Arrays.asList(
                pool.getSpec(),
                status == null ? null : status.conditions(),
                pool.getMetadata().getDeletionTimestamp());
    }

    private void lookAtAll(HasMetadata changed) {
        cluster.services().list().forEach(this::look);
    }
}
