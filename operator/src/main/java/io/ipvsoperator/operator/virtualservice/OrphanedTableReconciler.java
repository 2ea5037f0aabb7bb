package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.StaleObjectException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Retires tables that nobody looks after any longer: people can take a finalizer from an object and delete it, and then
 * only its table tells of it. Lives as long as the process.
 */
public final class OrphanedTableReconciler implements Reconciler<ForwardingTable> {
    private static final Duration AFTER_A_CONFLICT = Duration.ofMillis(100);
    /** There are few of them and seldom any: so nobody has to tell when directors have let go. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final ServiceGathering gathering;
    private final ServiceWriter services;
    private final SimpleInboundEventSource<ForwardingTable> source = new SimpleInboundEventSource<>("source-of-table");

    public OrphanedTableReconciler(Cluster cluster, ServiceGathering gathering, ServiceWriter services) {
        this.cluster = cluster;
        this.gathering = gathering;
        this.services = services;
    }

    /** What the SDK needs to keep of a table: the shared cache has it whole. */
    public static ForwardingTable withoutDestinations(ForwardingTable table) {
        ForwardingTable reduced = new ForwardingTable();
        table.getMetadata().setManagedFields(List.of());
        reduced.setMetadata(table.getMetadata());
        reduced.setSpec(TableComposition.emptied(table.getSpec()));
        return reduced;
    }

    @Override
    public List<EventSource<?, ForwardingTable>> prepareEventSources(EventSourceContext<ForwardingTable> context) {
        cluster.tables().onChange(this::look);
        cluster.services().onChange(this::lookAtTableOf);
        cluster.kubernetesServices().onChangeOf(LoadBalancers::isOurs, this::lookAtTableOf);
        return List.of(source);
    }

    private void lookAtTableOf(HasMetadata service) {
        cluster.tables()
                .find(null, TableNames.of(service.getMetadata().getUid()))
                .ifPresent(this::look);
    }

    private void look(ForwardingTable table) {
        source.propagateEvent(ResourceID.fromResource(table));
    }

    @Override
    public UpdateControl<ForwardingTable> reconcile(ForwardingTable seen, Context<ForwardingTable> context) {
        UpdateControl<ForwardingTable> control = UpdateControl.noUpdate();
        try {
            return cluster.tables()
                    .find(null, seen.getMetadata().getName())
                    .flatMap(gathering::orphaned)
                    .flatMap(this::retire)
                    .map(control::rescheduleAfter)
                    .orElse(control);
        } catch (StaleObjectException stale) {
            return control.rescheduleAfter(AFTER_A_CONFLICT);
        }
    }

    /** @return when to look again without any news */
    private Optional<Duration> retire(ServiceSource.Orphaned orphaned) {
        return switch (services.retire(gathering.gather(orphaned))) {
            case ServiceWriter.Retired.Completely() -> Optional.empty();
            case ServiceWriter.Retired.NotYet(Optional<Duration> again) -> again.or(() -> Optional.of(BETWEEN_LOOKS));
        };
    }
}
