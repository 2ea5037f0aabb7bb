package io.ipvsoperator.operator.vippool;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.virtualservice.LoadBalancers;
import io.ipvsoperator.operator.virtualservice.NodeAddresses;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/** What makes a pool worth another look besides a change of its own spec. */
final class PoolTriggers {
    private final Cluster cluster;
    private final SimpleInboundEventSource<VipPool> source = new SimpleInboundEventSource<>("pool-surroundings");

    PoolTriggers(Cluster cluster) {
        this.cluster = cluster;
    }

    EventSource<?, VipPool> start() {
        cluster.services().onChange(service -> look(service.getSpec().poolName()));
        cluster.kubernetesServices().onChange(this::lookAtAllIfOurs);
        cluster.routers().onChange(router -> look(router.getSpec().pool()));
        cluster.tables().onChange(table -> look(table.getSpec().pool()));
        cluster.pools().onChange(this::lookAtOthers);
        cluster.directors().onChange(this::lookAtAll);
        cluster.realServers().onChangeOf(NodeAddresses::reported, this::lookAtAll);
        cluster.nodes().onChange(this::lookAtAll);
        cluster.namespaces().onChange(this::lookAtAll);
        cluster.secrets().onChange(this::lookAtAll);
        return source;
    }

    private void look(String pool) {
        source.propagateEvent(new ResourceID(pool));
    }

    private void lookAtOthers(VipPool changed) {
        cluster.pools().list().stream()
                .map(pool -> pool.getMetadata().getName())
                .filter(name -> !name.equals(changed.getMetadata().getName()))
                .forEach(this::look);
    }

    private void lookAtAllIfOurs(Service service) {
        if (LoadBalancers.isOurs(service)) {
            lookAtAll(service);
        }
    }

    private void lookAtAll(HasMetadata changed) {
        cluster.pools().list().forEach(pool -> look(pool.getMetadata().getName()));
    }
}
