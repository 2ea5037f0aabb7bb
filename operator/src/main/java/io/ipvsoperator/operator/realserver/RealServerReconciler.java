package io.ipvsoperator.operator.realserver;

import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.virtualservice.RealServerWriter;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.List;

/** Deletes each RealServer whose Node is gone. Lives as long as the process. */
public final class RealServerReconciler implements Reconciler<RealServer> {
    private final Cluster cluster;
    private final RealServerWriter realServers;
    private final SimpleInboundEventSource<RealServer> source = new SimpleInboundEventSource<>("node-of-real-server");

    public RealServerReconciler(Cluster cluster, RealServerWriter realServers) {
        this.cluster = cluster;
        this.realServers = realServers;
    }

    @Override
    public List<EventSource<?, RealServer>> prepareEventSources(EventSourceContext<RealServer> context) {
        cluster.nodes()
                .onChangeOf(
                        node -> node.getMetadata().getUid(),
                        changed -> source.propagateEvent(
                                new ResourceID(changed.getMetadata().getName())));
        return List.of(source);
    }

    @Override
    public UpdateControl<RealServer> reconcile(RealServer realServer, Context<RealServer> context) {
        realServers.deleteIfNodeIsGone(realServer);
        return UpdateControl.noUpdate();
    }
}
