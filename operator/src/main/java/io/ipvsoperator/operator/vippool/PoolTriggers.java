package io.ipvsoperator.operator.vippool;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.director.Directors;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.virtualservice.LoadBalancers;
import io.ipvsoperator.operator.virtualservice.NodeAddresses;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes a pool worth another look besides a change of its own spec. */
final class PoolTriggers {
    private final Cluster cluster;
    private final SimpleInboundEventSource<VipPool> source = new SimpleInboundEventSource<>("pool-surroundings");

    PoolTriggers(Cluster cluster) {
        this.cluster = cluster;
    }

    EventSource<?, VipPool> start() {
        cluster.services()
                .onChangeOf(
                        PoolTriggers::ofConcern,
                        service -> look(service.getSpec().poolName()));
        cluster.kubernetesServices().onChange(this::lookAtAllIfOurs);
        cluster.routers().onChange(router -> look(router.getSpec().pool()));
        cluster.tables()
                .onChangeOf(
                        table -> table.getSpec().addresses().isEmpty(),
                        table -> look(table.getSpec().pool()));
        cluster.pools().onChange(this::lookAtOthers);
        // Others may write a status, too: it is put right.
        cluster.pools()
                .onChangeOf(VipPool::getStatus, pool -> look(pool.getMetadata().getName()));
        cluster.directors().onChangeOf(PoolTriggers::ofConcern, this::lookAtAll);
        cluster.realServers().onChangeOf(NodeAddresses::reported, this::lookAtAll);
        cluster.nodes().onChange(this::lookAtAll);
        cluster.namespaces().onChange(this::lookAtAll);
        cluster.secrets().onChange(this::lookAtAll);
        return source;
    }

    /** Not its status: there may be thousands of services, and a plan costs most of all. */
    private static List<@Nullable Object> ofConcern(VirtualService service) {
        return Arrays.asList(
                service.getSpec(),
                service.getMetadata().getGeneration(),
                service.getMetadata().getDeletionTimestamp());
    }

    /** Not how far it has come with tables, nor what they still drain, nor the health of their backends. */
    private static List<@Nullable Object> ofConcern(Director director) {
        DirectorStatus status = director.getStatus();
        return status == null
                ? Arrays.asList(director.getSpec(), null)
                : Arrays.asList(
                        director.getSpec(),
                        Directors.ownConditions(director),
                        status.interfaces(),
                        status.virtualRouters(),
                        acknowledgedRouters(status),
                        status.failures(),
                        status.agent(),
                        status.tracking(),
                        status.demand());
    }

    private static @Nullable List<DirectorStatus.Applied> acknowledgedRouters(DirectorStatus status) {
        return status.applied() == null
                ? null
                : status.applied().stream()
                        .filter(applied -> applied.resource().equals(HasMetadata.getPlural(VirtualRouter.class)))
                        .toList();
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
