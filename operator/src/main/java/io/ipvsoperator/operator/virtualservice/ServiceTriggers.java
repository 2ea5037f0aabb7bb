package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.endpoints.PodAddresses;
import io.ipvsoperator.operator.endpoints.SliceReferences;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What makes a service worth another look besides a change of its own spec. */
public final class ServiceTriggers {
    private final Cluster cluster;
    private final SimpleInboundEventSource<VirtualService> source =
            new SimpleInboundEventSource<>("service-surroundings");

    public ServiceTriggers(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Looks at services again, by their uids. */
    public void look(Set<String> uids) {
        uids.forEach(this::look);
    }

    EventSource<?, VirtualService> start() {
        cluster.tables().onChange(table -> look(table.getSpec().source()));
        cluster.routers().onChange(this::lookAtHolders);
        cluster.pools().onChange(this::lookAtPool);
        cluster.pools().onChangeOf(pool -> pool.getSpec().addresses(), this::lookAtAll);
        cluster.directors().onChange(this::lookAtAll);
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

    private void look(ForwardingTableSpec.Source service) {
        if (service.kind().equals(LoadBalancers.KIND)) {
            return;
        }
        source.propagateEvent(new ResourceID(service.name(), service.namespace()));
    }

    private void look(VirtualService service) {
        source.propagateEvent(ResourceID.fromResource(service));
    }

    /** A service that has no table yet is found by its uid. */
    private void look(String uid) {
        Optional<ForwardingTable> table = cluster.tables().find(null, TableNames.of(uid));
        if (table.isPresent()) {
            look(table.get().getSpec().source());
        } else {
            cluster.services().list().stream()
                    .filter(service -> service.getMetadata().getUid().equals(uid))
                    .forEach(this::look);
        }
    }

    private void lookAtHolders(VirtualRouter router) {
        router.getSpec().addresses().forEach(entry -> look(entry.holder()));
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

    private void lookAtAll(HasMetadata changed) {
        cluster.services().list().forEach(this::look);
    }
}
