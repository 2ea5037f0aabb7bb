package io.ipvsoperator.operator.loadbalancer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.endpoints.SliceReferences;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.virtualservice.DirectorTriggers;
import io.ipvsoperator.operator.virtualservice.LoadBalancerGathering;
import io.ipvsoperator.operator.virtualservice.LoadBalancers;
import io.ipvsoperator.operator.virtualservice.ServiceTriggers;
import io.ipvsoperator.operator.virtualservice.SharingTriggers;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.Set;
import java.util.stream.Collectors;

/** What makes a Service of type LoadBalancer worth another look besides a change of itself. */
public final class LoadBalancerTriggers {
    private final Cluster cluster;
    private final LoadBalancerGathering services;
    private final SimpleInboundEventSource<Service> source =
            new SimpleInboundEventSource<>("load-balancer-surroundings");

    public LoadBalancerTriggers(Cluster cluster) {
        this.cluster = cluster;
        services = new LoadBalancerGathering(cluster);
    }

    /** Looks at Services again, by whose name their addresses are held in; of those that share at some that need none. */
    public void look(Set<String> holders) {
        boolean shared = holders.stream().anyMatch(SharingTriggers::isShared);
        services.all().stream()
                .filter(service -> holders.contains(service.getMetadata().getUid())
                        || (shared && LoadBalancers.asksToShare(service)))
                .forEach(this::look);
    }

    private void lookAtSharers(String namespace) {
        services.sharingIn(namespace).forEach(this::look);
    }

    EventSource<?, Service> start() {
        cluster.tables().onChange(this::look);
        new SharingTriggers(cluster, this::lookAtSharers).start();
        cluster.routers().onChange(this::lookAtHolders);
        cluster.endpointSlices().onChange(this::lookAtOwner);
        cluster.pools().onChangeOf(ServiceTriggers::ofConcernInAPool, this::lookAtAll);
        new DirectorTriggers(cluster, this::lookAtAll, this::look, this::lookAtHolders).start();
        cluster.realServers().onChange(this::lookAtAll);
        cluster.nodes().onChange(this::lookAtAll);
        cluster.namespaces().onChange(this::lookAtAll);
        return source;
    }

    private void look(ForwardingTable table) {
        ForwardingTableSpec.Source service = table.getSpec().source();
        if (service.kind().equals(LoadBalancers.KIND)) {
            source.propagateEvent(new ResourceID(service.name(), service.namespace()));
        }
    }

    private void lookAtOwner(EndpointSlice slice) {
        SliceReferences.service(slice)
                .flatMap(name ->
                        cluster.kubernetesServices().find(slice.getMetadata().getNamespace(), name))
                .filter(LoadBalancers::isOurs)
                .ifPresent(this::look);
    }

    private void lookAtHolders(VirtualRouter router) {
        look(router.getSpec().addresses().stream()
                .map(VirtualRouterSpec.Address::holder)
                .collect(Collectors.toSet()));
    }

    private void lookAtAll(HasMetadata changed) {
        services.all().forEach(this::look);
    }

    private void look(Service service) {
        source.propagateEvent(ResourceID.fromResource(service));
    }
}
