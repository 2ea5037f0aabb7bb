package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.EventRecorder;
import io.ipvsoperator.operator.kubernetes.ServerSideApply;
import io.ipvsoperator.operator.kubernetes.StaleObjectException;
import io.ipvsoperator.operator.kubernetes.StatusWriter;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Keeps the table of each VirtualService, by {@link ServiceWriter}: the only writer of the status of VirtualServices.
 * Lives as long as the process; different services are reconciled by different threads at once.
 */
public final class VirtualServiceReconciler implements Reconciler<VirtualService>, Cleaner<VirtualService> {
    private static final Duration AFTER_A_CONFLICT = Duration.ofMillis(100);
    private final InstantSource clock;
    private final ServiceTriggers triggers;
    private final ServiceGathering gathering;
    private final ServiceWriter services;
    private final StatusWriter<VirtualService> statuses;

    public VirtualServiceReconciler(
            Cluster cluster,
            ServerSideApply writer,
            EventRecorder events,
            InstantSource clock,
            LongSupplier nanoTime,
            ServiceGathering gathering,
            ServiceWriter services,
            ServiceTriggers triggers) {
        this.clock = clock;
        this.triggers = triggers;
        this.gathering = gathering;
        this.services = services;
        statuses = new StatusWriter<>(cluster.services(), writer, events, nanoTime, ServiceStatusReport.TOLD_AS_EVENTS);
    }

    @Override
    public List<EventSource<?, VirtualService>> prepareEventSources(EventSourceContext<VirtualService> context) {
        return List.of(triggers.start());
    }

    @Override
    public UpdateControl<VirtualService> reconcile(VirtualService service, Context<VirtualService> context) {
        UpdateControl<VirtualService> control = UpdateControl.noUpdate();
        return publish(service).map(control::rescheduleAfter).orElse(control);
    }

    /** @return when to look again without any news */
    private Optional<Duration> publish(VirtualService seen) {
        ServiceSource.OfVirtualService source = gathering.virtualService(seen);
        ServiceInputs inputs = gathering.gather(source);
        try {
            ServiceWriter.Published published = services.publish(inputs);
            VirtualServiceStatus status =
                    new ServiceStatusReport(inputs, published.decision(), published.table()).status(clock.instant());
            return Stream.of(published.again(), report(source.object(), status))
                    .flatMap(Optional::stream)
                    .min(Duration::compareTo);
        } catch (StaleObjectException stale) {
            return Optional.of(AFTER_A_CONFLICT);
        }
    }

    @Override
    public DeleteControl cleanup(VirtualService service, Context<VirtualService> context) {
        try {
            return switch (services.retire(gathering.gather(gathering.virtualService(service)))) {
                case ServiceWriter.Retired.NotYet(Optional<Duration> again) ->
                    again.map(DeleteControl.noFinalizerRemoval()::rescheduleAfter)
                            .orElseGet(DeleteControl::noFinalizerRemoval);
                case ServiceWriter.Retired.Completely() -> {
                    statuses.forget(service);
                    yield DeleteControl.defaultDelete();
                }
            };
        } catch (StaleObjectException stale) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(AFTER_A_CONFLICT);
        }
    }

    /** @return how long to wait when the status is not yet written */
    private Optional<Duration> report(VirtualService service, VirtualServiceStatus after) {
        VirtualServiceStatus before = service.getStatus();
        if (Objects.equals(before, after)) {
            statuses.isWritten(service);
            return Optional.empty();
        }
        VirtualService written = new VirtualService();
        written.setMetadata(new ObjectMetaBuilder()
                .withNamespace(service.getMetadata().getNamespace())
                .withName(service.getMetadata().getName())
                .build());
        written.setStatus(after);
        return statuses.write(
                service,
                written,
                new StatusWriter.Change(
                        before == null ? null : before.conditions(),
                        Objects.requireNonNullElse(after.conditions(), List.of()),
                        false));
    }
}
