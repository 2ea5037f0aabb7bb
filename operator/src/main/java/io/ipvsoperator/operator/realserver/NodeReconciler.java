package io.ipvsoperator.operator.realserver;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.virtualservice.NodeAddresses;
import io.ipvsoperator.operator.virtualservice.RealServerWriter;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.List;
import java.util.Set;

/**
 * Gives each Node its RealServer, before any service sends there: only so can the Node's agent say which addresses the
 * Node has. Writes nothing of the Node itself. Lives as long as the process.
 */
public final class NodeReconciler implements Reconciler<Node> {
    private final Cluster cluster;
    private final RealServerWriter realServers;
    private final SimpleInboundEventSource<Node> source = new SimpleInboundEventSource<>("real-server-of-node");

    public NodeReconciler(Cluster cluster, RealServerWriter realServers) {
        this.cluster = cluster;
        this.realServers = realServers;
    }

    @Override
    public List<EventSource<?, Node>> prepareEventSources(EventSourceContext<Node> context) {
        cluster.realServers()
                .onChangeOf(
                        NodeAddresses::reported,
                        changed -> source.propagateEvent(
                                new ResourceID(changed.getMetadata().getName())));
        return List.of(source);
    }

    @Override
    public UpdateControl<Node> reconcile(Node node, Context<Node> context) {
        realServers.write(Set.of(node.getMetadata().getName()));
        return UpdateControl.noUpdate();
    }
}
