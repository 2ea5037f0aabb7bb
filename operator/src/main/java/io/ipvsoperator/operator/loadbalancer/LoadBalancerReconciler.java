package io.ipvsoperator.operator.loadbalancer;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import io.ipvsoperator.crds.ApiGroup;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.EventRecorder;
import io.ipvsoperator.operator.kubernetes.FinalizerRemoval;
import io.ipvsoperator.operator.kubernetes.ServerSideApply;
import io.ipvsoperator.operator.kubernetes.StaleObjectException;
import io.ipvsoperator.operator.kubernetes.StatusWriter;
import io.ipvsoperator.operator.virtualservice.ServiceGathering;
import io.ipvsoperator.operator.virtualservice.ServiceInputs;
import io.ipvsoperator.operator.virtualservice.ServiceSource;
import io.ipvsoperator.operator.virtualservice.ServiceWriter;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Serves Services of type LoadBalancer with this operator's class: finalizer, table, status. The finalizer is its own
 * affair, for Services of other classes must never get one. Lives as long as the process; different Services are
 * reconciled by different threads at once.
 */
public final class LoadBalancerReconciler implements Reconciler<Service> {
    private static final Duration AFTER_A_CONFLICT = Duration.ofMillis(100);

    private final Cluster cluster;
    private final ServerSideApply writer;
    private final FinalizerRemoval finalizers;
    private final InstantSource clock;
    private final LoadBalancerTriggers triggers;
    private final ServiceGathering gathering;
    private final ServiceWriter services;
    private final StatusWriter<Service> statuses;

    public LoadBalancerReconciler(
            Cluster cluster,
            ServerSideApply writer,
            FinalizerRemoval finalizers,
            EventRecorder events,
            InstantSource clock,
            LongSupplier nanoTime,
            ServiceGathering gathering,
            ServiceWriter services,
            LoadBalancerTriggers triggers) {
        this.cluster = cluster;
        this.writer = writer;
        this.finalizers = finalizers;
        this.clock = clock;
        this.gathering = gathering;
        this.services = services;
        this.triggers = triggers;
        statuses = new StatusWriter<>(
                cluster.kubernetesServices(), writer, events, nanoTime, LoadBalancerStatus.TOLD_AS_EVENTS);
    }

    @Override
    public List<EventSource<?, Service>> prepareEventSources(EventSourceContext<Service> context) {
        return List.of(triggers.start());
    }

    /** What is gone already is nobody's any longer: what is left of it goes with its table. */
    @Override
    public UpdateControl<Service> reconcile(Service seen, Context<Service> context) {
        UpdateControl<Service> control = UpdateControl.noUpdate();
        if (context.isPrimaryResourceDeleted()) {
            return control;
        }
        try {
            return gathering
                    .loadBalancer(seen)
                    .flatMap(source -> source.isLeaving() ? leave(source) : serve(source))
                    .map(control::rescheduleAfter)
                    .orElse(control);
        } catch (StaleObjectException stale) {
            return control.rescheduleAfter(AFTER_A_CONFLICT);
        }
    }

    /** @return when to look again without any news */
    private Optional<Duration> serve(ServiceSource.OfLoadBalancer source) {
        if (!source.object().getMetadata().getFinalizers().contains(ApiGroup.DRAIN_FINALIZER)) {
            hold(source.object());
        }
        ServiceInputs inputs = gathering.gather(source);
        ServiceWriter.Published published = services.publish(inputs);
        ServiceStatus status = LoadBalancerStatus.of(inputs, published, clock.instant());
        return Stream.of(published.again(), report(source.object(), status))
                .flatMap(Optional::stream)
                .min(Duration::compareTo);
    }

    private Optional<Duration> leave(ServiceSource.OfLoadBalancer source) {
        Service told = sayThatItLeaves(source);
        return switch (services.retire(gathering.gather(source))) {
            case ServiceWriter.Retired.NotYet(Optional<Duration> again) -> again;
            case ServiceWriter.Retired.Completely() -> {
                statuses.forget(source.object());
                letGo(told);
                yield Optional.empty();
            }
        };
    }

    /**
     * Whoever puts the finalizer on a Service that never was this operator's gets no word.
     *
     * @return the Service as it stands then
     */
    private Service sayThatItLeaves(ServiceSource.OfLoadBalancer source) {
        Service service = source.object();
        ServiceStatus leaving = LoadBalancerStatus.leaving(source, clock.instant());
        if (!LoadBalancerStatus.saysAnything(service) || LoadBalancerStatus.isSame(service.getStatus(), leaving)) {
            return service;
        }
        Service written = LoadBalancerStatus.named(service);
        written.setStatus(leaving);
        Service told = writer.applyStatus(written);
        cluster.kubernetesServices().wrote(told);
        return told;
    }

    private void hold(Service service) {
        Service written = LoadBalancerStatus.named(service);
        written.getMetadata().setFinalizers(List.of(ApiGroup.DRAIN_FINALIZER));
        cluster.kubernetesServices().wrote(writer.apply(written));
    }

    private void letGo(Service service) {
        finalizers
                .remove(service, ApiGroup.DRAIN_FINALIZER)
                .ifPresentOrElse(
                        left -> cluster.kubernetesServices().wrote(left),
                        () -> cluster.kubernetesServices().deleted(service));
    }

    /** @return how long to wait when the status is not yet written */
    private Optional<Duration> report(Service service, ServiceStatus after) {
        ServiceStatus before = service.getStatus();
        if (LoadBalancerStatus.isSame(before, after)) {
            statuses.isWritten(service);
            return Optional.empty();
        }
        Service written = LoadBalancerStatus.named(service);
        written.setStatus(after);
        return statuses.write(
                service,
                written,
                new StatusWriter.Change(
                        before == null ? List.of() : before.getConditions(),
                        after.getConditions(),
                        !LoadBalancerStatus.sameIngress(before, after)));
    }
}
